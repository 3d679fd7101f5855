package io.nevus.http;

import java.time.Duration;

/**
 * How much uploads may take.
 *
 * @param pace   of a client that sends
 * @param memory bytes for all the pictures that are in memory at once
 */
record UploadSettings(Pace pace, long memory) {
    private static final WholeNumber SECONDS = new WholeNumber("upload.seconds", 1, 3_600);
    private static final WholeNumber STALL_SECONDS = new WholeNumber("upload.stall-seconds", 1, 3_600);
    private static final WholeNumber KILOBYTES = new WholeNumber("upload.kilobytes-per-second", 1, 10_000);
    private static final WholeNumber MEMORY_PERCENT = new WholeNumber("upload.memory-percent", 1, 40);

    UploadSettings {
        SECONDS.check(Math.toIntExact(pace.total().toSeconds()));
        STALL_SECONDS.check(Math.toIntExact(pace.patience().toSeconds()));
        KILOBYTES.check(pace.bytesPerSecond() / 1_000);
    }

    static UploadSettings of(SettingsSource source) {
        Duration stall = source.seconds(STALL_SECONDS);
        long heap = Runtime.getRuntime().maxMemory();
        return new UploadSettings(new Pace(source.seconds(SECONDS), stall, source.number(KILOBYTES) * 1_000),
                heap / 100 * source.number(MEMORY_PERCENT));
    }
}
