package io.nevus.http;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts the thread that set it when time is up, or its client is too slow. A virtual thread that is interrupted
 * while it reads from or writes to a socket finds the socket closed, which is the only way out: Helidon 4.4 has no
 * timeouts of its own there.
 */
final class Deadline implements AutoCloseable {
    private static final ScheduledThreadPoolExecutor CLOCK = clock();
    /** Last words are short, and find room in the socket's buffer or nobody who reads them. */
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private final Thread thread = Thread.currentThread();
    private final long start = System.nanoTime();
    private final Pace pace;
    private final Runnable lastWords;
    /** Nanoseconds since the start, as the next. */
    private long end;
    private long patience;
    private Future<?> alarm;
    private boolean closed;
    private boolean over;

    private Deadline(Pace pace, Runnable lastWords) {
        this.pace = pace;
        this.lastWords = lastWords;
        end = pace.total().toNanos();
        patience = Math.min(end, pace.patience().toNanos());
        alarm = alarm(patience);
    }

    static Deadline after(Duration time) {
        return of(Pace.within(time));
    }

    static Deadline of(Pace pace) {
        return of(pace, () -> { });
    }

    /** @param lastWords run before the interruption, while the thread that set this is still reading */
    static Deadline of(Pace pace, Runnable lastWords) {
        return new Deadline(pace, lastWords);
    }

    /** So many bytes came or went. */
    synchronized void progress(int bytes) {
        long most = Math.min(end, elapsed() + pace.patience().toNanos());
        patience = Math.min(most, patience + pace.worth(bytes));
    }

    /** Leaves no more than so much time from now on. */
    synchronized void hurry(Duration time) {
        end = Math.min(end, elapsed() + time.toNanos());
        patience = Math.min(end, patience);
        alarm.cancel(false);
        alarm = alarm(patience - elapsed());
    }

    private long elapsed() {
        return System.nanoTime() - start;
    }

    private Future<?> alarm(long nanos) {
        return CLOCK.schedule(this::ring, nanos, TimeUnit.NANOSECONDS);
    }

    private synchronized void ring() {
        long left = patience - elapsed();
        if (!closed && left > 0) {
            alarm = alarm(left);
        } else if (!closed) {
            Thread.ofVirtual().start(this::end);
        }
    }

    private synchronized void end() {
        if (closed) {
            return;
        }
        over = true;
        try {
            Thread.ofVirtual().start(lastWords).join(LAST_WORDS);
        } catch (InterruptedException _) {
            // nobody interrupts this thread; the other is, either way
        }
        thread.interrupt();
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
