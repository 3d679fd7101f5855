package io.nevus.http;

import java.time.Duration;

/**
 * How long a client may take, and how fast it has to go on meanwhile.
 *
 * @param total          for all of it
 * @param patience       while nothing comes or goes
 * @param bytesPerSecond that a client must keep up in the long run, lest patience ends
 */
record Pace(Duration total, Duration patience, int bytesPerSecond) {

    /** Any pace, as long as it ends in time. */
    static Pace within(Duration total) {
        return new Pace(total, total, 1);
    }

    /** How many nanoseconds more these bytes are worth. */
    long worth(int bytes) {
        return bytes * 1_000_000_000L / bytesPerSecond;
    }
}
