package io.nevus.http;

import io.helidon.common.buffers.DataReader;
import java.time.Duration;

/**
 * How a connection is closed after its last answer: what the client still sends is read and thrown away for a while, so
 * that the client, a browser above all, gets to read the answer instead of a reset.
 *
 * @param bytes the most that is read
 * @param quiet the longest wait for the next of them
 * @param total the longest time altogether
 */
record Lingering(long bytes, Duration quiet, Duration total) {
    /** Gigabytes are not waited for: what announces more is answered at once, and closed. */
    static final long MOST_BYTES = 20_000_000;
    /** Every request of the connection was read to its end. */
    static final Lingering NONE = new Lingering(0, Duration.ZERO, Duration.ZERO);
    /** Nobody knows how much is to come. */
    static final Lingering BRIEF = new Lingering(MOST_BYTES, Duration.ofMillis(300), Duration.ofMillis(600));

    private static final Duration PATIENT_QUIET = Duration.ofSeconds(1);
    private static final Duration PATIENT_TOTAL = Duration.ofSeconds(30);

    /** So much was announced and is still to come. */
    static Lingering until(long bytes) {
        return bytes > MOST_BYTES ? BRIEF : new Lingering(bytes, PATIENT_QUIET, PATIENT_TOTAL);
    }

    void on(DataReader input) {
        long end = System.nanoTime() + total.toNanos();
        long left = bytes;
        try {
            while (left > 0 && System.nanoTime() < end) {
                try (var _ = Deadline.after(quiet)) {
                    left -= input.readBuffer().available();
                }
            }
        } catch (RuntimeException _) {
            // the client is gone, or went on for too long: either way nothing is left to wait for
        }
    }
}
