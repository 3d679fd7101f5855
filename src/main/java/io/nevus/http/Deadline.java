package io.nevus.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Interrupts the thread that set it when time is up, or its client is too slow. A virtual thread that is interrupted
 * while it reads from or writes to a socket finds the socket closed, which is the only way out: Helidon 4.4 has no
 * timeouts of its own there.
 */
final class Deadline implements AutoCloseable {
    private static final Set<Deadline> RUNNING = ConcurrentHashMap.newKeySet();
    /** So late may one be noticed. Each alarm of its own would wake a thread: 0.03 ms a request in place of nothing. */
    private static final Duration PULSE = Duration.ofMillis(100);
    /** Last words are short, and find room in the socket's buffer or nobody who reads them. */
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    static {
        Thread.ofPlatform().daemon().name("deadlines").start(Deadline::watch);
    }

    private final Thread thread = Thread.currentThread();
    private final long start = System.nanoTime();
    private final Pace pace;
    private final Runnable lastWords;
    /** Nanoseconds since the start, as the next. */
    private long end;
    private long patience;
    private boolean closed;
    private boolean over;

    private Deadline(Pace pace, Runnable lastWords) {
        this.pace = pace;
        this.lastWords = lastWords;
        end = pace.total().toNanos();
        patience = Math.min(end, pace.patience().toNanos());
    }

    static Deadline after(Duration time) {
        return of(Pace.within(time));
    }

    static Deadline of(Pace pace) {
        return of(pace, () -> { });
    }

    /** @param lastWords run before the interruption, while the thread that set this is still reading */
    static Deadline of(Pace pace, Runnable lastWords) {
        var deadline = new Deadline(pace, lastWords);
        RUNNING.add(deadline);
        return deadline;
    }

    private static void watch() {
        while (true) {
            LockSupport.parkNanos(PULSE.toNanos());
            try {
                RUNNING.forEach(Deadline::look);
            } catch (OutOfMemoryError _) {
                // there may be room for a thread at the next pulse
            }
        }
    }

    private synchronized void look() {
        if (!closed && elapsed() >= patience) {
            Thread.ofVirtual().start(this::end);
            RUNNING.remove(this);
        }
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
    }

    private long elapsed() {
        return System.nanoTime() - start;
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
        RUNNING.remove(this);
    }
}
