package io.nevus.history;

import java.time.Duration;

/** Leaves nine tenths of a thread's time to others than some dear work, which is put off, but never for long. */
final class Breather {
    private static final int TIMES = 9;
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private long end = System.nanoTime();

    /** The work took so many nanoseconds. */
    void after(long time) {
        end = System.nanoTime() + Math.min(TIMES * time, LONGEST.toNanos());
    }

    boolean isOver() {
        return left() <= 0;
    }

    /** Nanoseconds. */
    long left() {
        return end - System.nanoTime();
    }
}
