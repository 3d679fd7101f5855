package io.nevus.http;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts the thread that set it when time is up. A virtual thread that is interrupted while it reads from or writes
 * to a socket finds the socket closed, which is the only way out: Helidon 4.4 has no timeouts of its own there.
 */
final class Deadline implements AutoCloseable {
    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private final Thread thread = Thread.currentThread();
    private final Future<?> alarm;
    private boolean closed;
    private boolean over;

    private Deadline(Duration time) {
        alarm = CLOCK.schedule(this::ring, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    static Deadline after(Duration time) {
        return new Deadline(time);
    }

    private synchronized void ring() {
        if (!closed) {
            over = true;
            thread.interrupt();
        }
    }

    /** Whether time was up before this was closed. */
    synchronized boolean isOver() {
        return over;
    }

    @Override
    public synchronized void close() {
        closed = true;
        alarm.cancel(false);
    }

    private static ScheduledThreadPoolExecutor clock() {
        var clock = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("deadlines").factory());
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }
}
