package io.nevus.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One thread that writes all that is waiting in one transaction, so that many callers share one file sync. */
final class GroupCommit implements AutoCloseable {

    /** How the last transaction ended, and when by {@link System#nanoTime}. */
    record Outcome(Optional<String> problem, long nanoTime) {

        boolean olderThan(Duration age) {
            return System.nanoTime() - nanoTime > age.toNanos();
        }
    }

    /** The longest queue and the largest batch: about 0.1 s of writing, and 1 MB. */
    static final int CAPACITY = 1024;

    private static final Duration LAST_WORDS = Duration.ofSeconds(30);
    private static final String CLOSED = "The history is closed. Try again when the server has restarted.";
    private static final Database.Work<Boolean> NOTHING = connection -> true;

    private final Database database;
    private final LogLimit log;
    private final BlockingQueue<Item<?>> queue = new LinkedBlockingQueue<>();
    /** Committed, but what is to follow has not followed yet. */
    private final List<Item<?>> unfinished = new ArrayList<>();
    private final Breather breather = new Breather();
    private final Item<Boolean> stop = new Item<>(NOTHING, NOTHING);
    private final Thread writer;
    private volatile Outcome last = new Outcome(Optional.empty(), System.nanoTime());
    private boolean closed;

    GroupCommit(Database database) {
        this.database = database;
        log = new LogLimit(database.log());
        writer = Thread.ofPlatform().name("history-writer").daemon().start(this::run);
    }

    /** Completes when the work is on disk. */
    <T> Future<T> submit(Database.Work<T> work) {
        return submit(work, NOTHING);
    }

    /** @param afterwards follows the transaction, once for many that want the same, and with pauses; no others wait */
    synchronized <T> Future<T> submit(Database.Work<T> work, Database.Work<Boolean> afterwards) {
        if (closed) {
            throw new HistoryUnavailable(CLOSED);
        }
        if (queue.size() >= CAPACITY) {
            throw new HistoryUnavailable("The history cannot keep up. Try again in a moment.");
        }
        Item<T> item = new Item<>(work, afterwards);
        queue.add(item);
        return item.done;
    }

    Outcome last() {
        return last;
    }

    /** Writes what is waiting and takes no more. */
    @Override
    public void close() {
        synchronized (this) {
            if (!closed) {
                closed = true;
                queue.add(stop);
            }
        }
        try {
            writer.join(LAST_WORDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        last = new Outcome(Optional.of(CLOSED), System.nanoTime());
    }

    private void run() {
        List<Item<?>> batch = new ArrayList<>();
        try {
            while (!batch.contains(stop)) {
                batch.clear();
                waitFor(batch);
                commit(batch);
                if (breather.isOver() || batch.contains(stop)) {
                    finish();
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts the writer", e);
        }
    }

    /** Until there is something to write, or to finish. */
    private void waitFor(List<Item<?>> batch) throws InterruptedException {
        Item<?> first = unfinished.isEmpty() ? queue.take() : queue.poll(breather.left(), TimeUnit.NANOSECONDS);
        if (first != null) {
            batch.add(first);
            queue.drainTo(batch, CAPACITY);
        }
    }

    private void commit(List<Item<?>> batch) {
        if (batch.isEmpty()) {
            return;
        }
        attempt(batch, connection -> {
            Sql.transact(connection, () -> applyAll(batch, connection));
            log.keep(connection);
            return true;
        });
        batch.stream().filter(item -> !item.done.isDone()).forEach(item -> {
            if (item.afterwards == NOTHING) {
                item.answer.run();
            } else {
                unfinished.add(item);
            }
        });
    }

    private void finish() {
        if (unfinished.isEmpty()) {
            return;
        }
        long start = System.nanoTime();
        attempt(unfinished, connection -> {
            for (Database.Work<?> step : unfinished.stream().map(item -> item.afterwards).distinct().toList()) {
                step.on(connection);
            }
            return true;
        });
        unfinished.forEach(item -> item.answer.run());
        unfinished.clear();
        breather.after(System.nanoTime() - start);
    }

    /** All of them fail with it. */
    private void attempt(List<Item<?>> items, Database.Work<Boolean> work) {
        try {
            database.run(work);
            last = new Outcome(Optional.empty(), System.nanoTime());
        } catch (HistoryUnavailable e) {
            fail(items, e);
        } catch (RuntimeException | Error e) {
            fail(items, new HistoryUnavailable(Trouble.UNKNOWN, e));
        }
    }

    private void fail(List<Item<?>> batch, HistoryUnavailable e) {
        last = new Outcome(Optional.of(e.getMessage()), System.nanoTime());
        batch.forEach(item -> item.done.completeExceptionally(e));
    }

    private static void applyAll(List<Item<?>> batch, Connection connection) throws SQLException {
        for (Item<?> item : batch) {
            item.apply(connection);
        }
    }

    /** One caller's work, whose answer is held back until it is on disk. */
    private static final class Item<T> {
        private final Database.Work<T> work;
        private final Database.Work<Boolean> afterwards;
        private final CompletableFuture<T> done = new CompletableFuture<>();
        private Runnable answer = () -> { };

        private Item(Database.Work<T> work, Database.Work<Boolean> afterwards) {
            this.work = work;
            this.afterwards = afterwards;
        }

        private void apply(Connection connection) throws SQLException {
            try {
                T result = work.on(connection);
                answer = () -> done.complete(result);
            } catch (SQLException e) {
                if (!Trouble.concernsOneRow(e)) {
                    throw e;
                }
                answer = () -> done.completeExceptionally(e);
            } catch (RuntimeException e) {
                answer = () -> done.completeExceptionally(e);
            }
        }
    }
}
