package io.nevus.http;

import java.time.Duration;

/**
 * How much uploads may take.
 *
 * @param deadline for a client to send its whole upload
 * @param memory   bytes for all the pictures that are in memory at once
 */
record UploadSettings(Duration deadline, long memory) {
    private static final WholeNumber SECONDS = new WholeNumber("upload.seconds", 1, 3_600);
    private static final WholeNumber MEMORY_PERCENT = new WholeNumber("upload.memory-percent", 1, 40);

    UploadSettings {
        SECONDS.check(Math.toIntExact(deadline.toSeconds()));
    }

    static UploadSettings of(SettingsSource source) {
        long heap = Runtime.getRuntime().maxMemory();
        return new UploadSettings(source.seconds(SECONDS), heap / 100 * source.number(MEMORY_PERCENT));
    }
}
