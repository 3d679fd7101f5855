package io.nevus.history;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** Tries again and again whether a remote store works, so that trouble and its end are noticed without being asked. */
final class Pulse implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(Pulse.class.getName());
    /** 17,280 a day, fewer than the 20,000 deletions that Firestore does not charge. */
    private static final Duration WHEN_WELL = Duration.ofSeconds(5);
    private static final Duration AT_MOST_EVERY = Duration.ofMillis(200);
    private static final Duration IN_TROUBLE = Duration.ofSeconds(1);
    /** For looking for credentials, which cannot be interrupted. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    /** Failures in a row: one slow answer is not an outage yet. */
    static final int OUTAGE = 2;

    private final IntConsumer probe;
    private final Semaphore alarm = new Semaphore(0);
    private final Thread thread;
    private volatile State state = new State(Optional.of(FirestoreTrouble.CONNECTING), 0);

    /** @param probe is told how often it failed in a row; throws {@link HistoryUnavailable} while the store is out */
    Pulse(IntConsumer probe) {
        this.probe = probe;
        thread = Thread.ofPlatform().name("history-pulse").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    Optional<String> problem() {
        return state.problem();
    }

    /** @throws HistoryUnavailable at once during an outage, rather than after a wait in vain */
    void requireNoOutage() {
        State now = state;
        if (now.failures() >= OUTAGE) {
            throw new HistoryUnavailable(now.problem().orElse(Trouble.UNKNOWN));
        }
    }

    /** A call has failed: find out soon whether that was the store. */
    void alarm() {
        alarm.release();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(LAST_WORDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        state = new State(Optional.of(FirestoreTrouble.CLOSED), OUTAGE);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                beat();
                if (state.failures() > 0) {
                    Thread.sleep(IN_TROUBLE);
                } else {
                    Thread.sleep(AT_MOST_EVERY);
                    alarm.tryAcquire(WHEN_WELL.toMillis(), TimeUnit.MILLISECONDS);
                }
                alarm.drainPermits();
            }
        } catch (InterruptedException _) {
            // closed
        }
    }

    private void beat() {
        try {
            probe.accept(state.failures());
            become(new State(Optional.empty(), 0));
        } catch (HistoryUnavailable e) {
            become(new State(Optional.of(e.getMessage()), state.failures() + 1));
        } catch (RuntimeException | Error e) {
            LOGGER.log(System.Logger.Level.ERROR, "The history's probe failed", e);
            become(new State(Optional.of(Trouble.UNKNOWN), state.failures() + 1));
        }
    }

    private void become(State next) {
        if (!next.problem().equals(state.problem()) && !Thread.currentThread().isInterrupted()) {
            next.problem().ifPresentOrElse(problem -> LOGGER.log(System.Logger.Level.WARNING, problem),
                    () -> LOGGER.log(System.Logger.Level.INFO, "Firestore answers"));
        }
        state = next;
    }

    /** @param failures in a row, until now */
    private record State(Optional<String> problem, int failures) {
    }
}
