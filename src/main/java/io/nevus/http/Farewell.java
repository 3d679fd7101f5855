package io.nevus.http;

import java.time.Duration;

/** The end of a server, for clients that keep their connections: the next answer tells them that it is the last. */
final class Farewell {
    /** A client under load comes back within milliseconds; one that is idle cannot be told anything. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private int open;
    private boolean said;

    synchronized void opened() {
        open++;
    }

    synchronized void closed() {
        open--;
        notifyAll();
    }

    synchronized boolean isSaid() {
        return said;
    }

    /** Returns when everybody has gone, or soon. */
    synchronized void say() {
        said = true;
        long end = System.nanoTime() + LONGEST.toNanos();
        try {
            for (long left = LONGEST.toMillis(); open > 0 && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
