package io.nevus.history;

import io.nevus.triage.Prediction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** A history in one SQLite file, which several Nevuses may share. */
public final class SqliteHistory implements History {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration NEWS_PATIENCE = Duration.ofSeconds(4);
    private static final Duration NEWS = Duration.ofSeconds(1);
    private static final int READERS = 2;
    private static final int READS_WAITING = 1024;
    private static final Database.Work<Boolean> ERASE = Upkeep::erase;

    private final Database database;
    private final GroupCommit writer;
    /** Threads of their own: a call into SQLite would pin a virtual thread's carrier. */
    private final ExecutorService readers = new ThreadPoolExecutor(READERS, READERS, 0, TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(READS_WAITING), Thread.ofPlatform().name("history-reader-", 1).daemon().factory());
    private final Lock probing = new ReentrantLock();

    SqliteHistory(Database database) {
        this.database = database;
        writer = new GroupCommit(database);
    }

    /**
     * Opens the file, or makes it and its folders.
     *
     * @throws HistoryUnavailable with one line for the operator that names the file
     */
    public static SqliteHistory open(Path file) {
        SqliteHistory history = new SqliteHistory(new Database(file, Database.durable()));
        try {
            await(history.writer.submit(connection -> Rows.newest(connection, 1)), PATIENCE); // damage shows
            return history;
        } catch (HistoryUnavailable e) {
            history.close();
            throw new HistoryUnavailable(file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void keep(Prediction prediction) {
        await(writer.submit(connection -> {
            Rows.insert(connection, prediction);
            return prediction;
        }), PATIENCE);
    }

    @Override
    public List<Prediction> list(int limit, Optional<Position> after) {
        return read(connection -> after.isPresent()
                ? Rows.newest(connection, limit, after.get())
                : Rows.newest(connection, limit));
    }

    @Override
    public Optional<Prediction> find(UUID id) {
        return read(connection -> Rows.find(connection, id));
    }

    /** Afterwards it is not in the file or its log any more, unless another program reads an older state just then. */
    @Override
    public boolean delete(UUID id) {
        // Erasing is dear, and must not be had for ids that are made up
        return find(id).isPresent()
                && await(writer.submit(connection -> Rows.delete(connection, id), ERASE), PATIENCE);
    }

    /** A quarter of what may wait: each group of deletions waits for the file to be rewritten once. */
    @Override
    public int deletionsAtOnce() {
        return READS_WAITING / 4;
    }

    /** At most a second old: when nothing was written for so long, it tries to, and so notices the end of trouble. */
    @Override
    public Optional<String> problem() {
        GroupCommit.Outcome last = writer.last();
        if (last.olderThan(NEWS) && probing.tryLock()) {
            try {
                // Taking the write lock is enough while all is well: a healthy, idle disk may sleep
                await(writer.submit(connection -> last.problem().isEmpty() || Upkeep.makeRoom(connection)),
                        NEWS_PATIENCE);
            } catch (HistoryUnavailable e) {
                return Optional.of(e.getMessage());
            } finally {
                probing.unlock();
            }
        }
        return writer.last().problem();
    }

    @Override
    public void close() {
        writer.close();
        readers.close();
        database.close();
    }

    private <T> T read(Database.Work<T> work) {
        try {
            return await(readers.submit(() -> database.run(work)), PATIENCE);
        } catch (RejectedExecutionException e) {
            throw new HistoryUnavailable("The history is closed or too many are reading it. Try again in a moment.", e);
        }
    }

    private static <T> T await(Future<T> answer, Duration patience) {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case HistoryUnavailable out -> new HistoryUnavailable(out.getMessage(), out);
                case Error error -> new HistoryUnavailable(Trouble.UNKNOWN, error);
                default -> new IllegalArgumentException("The history cannot take these values", e.getCause());
            };
        } catch (TimeoutException e) {
            throw new HistoryUnavailable("The disk of the history does not answer. Check the disk.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HistoryUnavailable("Interrupted while the history was at work. Try again.", e);
        }
    }
}
