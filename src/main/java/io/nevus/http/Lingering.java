package io.nevus.http;

import io.helidon.common.buffers.DataReader;
import java.time.Duration;

/**
 * How a connection is closed after its last answer: what the client still sends is read and thrown away for a while, so
 * that the client, a browser above all, gets to read the answer instead of a reset.
 *
 * @param bytes the most that is read
 * @param pace  at which they have to come
 */
record Lingering(long bytes, Pace pace) {
    /** Gigabytes are not waited for: what announces more is answered at once, and closed. */
    static final long MOST_BYTES = 20_000_000;
    /** Every request of the connection was read to its end. */
    static final Lingering NONE = new Lingering(0, Pace.within(Duration.ZERO));
    private static final int BYTES_PER_SECOND = 16 * 1024;
    /** Nobody knows how much is to come. */
    static final Lingering BRIEF =
            new Lingering(MOST_BYTES, new Pace(Duration.ofMillis(600), Duration.ofMillis(300), BYTES_PER_SECOND));
    private static final Pace PATIENT = new Pace(Duration.ofSeconds(30), Duration.ofSeconds(1), BYTES_PER_SECOND);

    /** So much was announced and is still to come. */
    static Lingering until(long bytes) {
        return bytes > MOST_BYTES ? BRIEF : new Lingering(bytes, PATIENT);
    }

    void on(DataReader input) {
        if (bytes <= 0) {
            return;
        }
        long left = bytes;
        try (var deadline = Deadline.of(pace)) {
            while (left > 0) {
                int count = input.readBuffer().available();
                deadline.progress(count);
                left -= count;
            }
        } catch (RuntimeException _) {
            // the client is gone, or went on for too long: either way nothing is left to wait for
        }
    }
}
