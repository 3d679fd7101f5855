package io.nevus.http;

import java.time.Duration;

/**
 * How much uploads may take.
 *
 * @param deadline for a client to send its whole upload
 * @param memory   bytes for all the pictures that are in memory at once
 */
record UploadSettings(Duration deadline, int memory) {
    private static final WholeNumber SECONDS = new WholeNumber("upload.seconds", 1, 3_600);
    private static final WholeNumber MEGABYTES = new WholeNumber("upload.megabytes", 16, 2_000);
    private static final int MEGABYTE = 1_000_000;

    UploadSettings {
        SECONDS.check(Math.toIntExact(deadline.toSeconds()));
        MEGABYTES.check(memory / MEGABYTE);
    }

    static UploadSettings of(SettingsSource source) {
        return new UploadSettings(source.seconds(SECONDS), source.number(MEGABYTES) * MEGABYTE);
    }
}
