package io.nevus.history;

import io.nevus.history.History.Position;
import io.nevus.triage.Prediction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Deletes predictions that are older than they may become, now and every hour. */
public final class Retention implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(Retention.class.getName());
    private static final Duration PAUSE = Duration.ofHours(1);
    private static final int PAGE = 500;
    /** Before all others of its millisecond in the list. */
    private static final UUID LARGEST = new UUID(-1, -1);

    private final History history;
    private final Duration longest;
    private final Clock clock;
    private final Thread thread;

    /** @param longest that a prediction is kept */
    public static Retention start(History history, Duration longest) {
        return new Retention(history, longest, Clock.systemUTC());
    }

    Retention(History history, Duration longest, Clock clock) {
        this.history = history;
        this.longest = longest;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("retention").start(this::run);
    }

    private void run() {
        try {
            while (true) {
                sweep();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // close() was called
        }
    }

    /** What cannot be deleted now is deleted an hour later. */
    private void sweep() throws InterruptedException {
        Instant limit = clock.instant().minus(longest);
        var deleted = new AtomicInteger();
        try {
            Optional<Position> after = Optional.of(new Position(limit, LARGEST));
            List<Prediction> page = history.list(PAGE, after);
            while (!page.isEmpty()) {
                delete(page, deleted);
                page = history.list(PAGE, Optional.of(Position.of(page.getLast())));
            }
        } catch (HistoryUnavailable e) {
            LOGGER.log(System.Logger.Level.WARNING, "Old predictions could not all be deleted: {0}", e.getMessage());
        }
        if (deleted.get() > 0) {
            LOGGER.log(System.Logger.Level.INFO, "Deleted {0} predictions of before {1}", deleted, limit);
        }
    }

    private void delete(List<Prediction> page, AtomicInteger deleted) throws InterruptedException {
        var turn = new Semaphore(history.deletionsAtOnce());
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Prediction prediction : page) {
                turn.acquire();
                workers.execute(() -> {
                    try {
                        deleted.addAndGet(history.delete(prediction.id()) ? 1 : 0);
                    } catch (HistoryUnavailable e) {
                        LOGGER.log(System.Logger.Level.DEBUG, "An old prediction is still there", e);
                    } finally {
                        turn.release();
                    }
                });
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
