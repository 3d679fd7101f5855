package io.nevus.history;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;

/** The history file and its connections: a connection that failed is replaced, so trouble ends when its cause does. */
final class Database implements AutoCloseable {

    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    static final int BUSY_TIMEOUT_MILLIS = 3000;

    private static final System.Logger LOGGER = System.getLogger(Database.class.getName());

    static {
        SqliteLibrary.locate();
    }

    private final Path file;
    private final SQLiteConfig config;
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();
    /** Shared by those who use a connection, exclusive for closing all of them. */
    private final ReadWriteLock inUse = new ReentrantReadWriteLock();
    private volatile Optional<OnDisk> identity = Optional.empty();
    private int connections;

    Database(Path file, SQLiteConfig config) {
        this.file = file.toAbsolutePath();
        this.config = config;
    }

    /** Write-ahead log comes on top of this, once the file is known to be ours. */
    static SQLiteConfig durable() {
        SQLiteConfig config = new SQLiteConfig();
        config.setSynchronous(SynchronousMode.FULL);
        config.setPragma(Pragma.SECURE_DELETE, "ON");
        config.setTempStore(TempStore.MEMORY); // VACUUM writes nothing elsewhere, where there may be no room
        config.setGetGeneratedKeys(false); // nobody asks for the key, which would take a query after each insertion
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        return config;
    }

    File log() {
        return OnDisk.log(file).toFile();
    }

    /** Does the work on a connection of its own, and on the file that bears the name: not on a deleted one. */
    <T> T run(Work<T> work) {
        if (replaced()) {
            LOGGER.log(System.Logger.Level.WARNING, "The history file was deleted or replaced; opening it anew");
            close();
        }
        inUse.readLock().lock();
        try {
            Connection connection = Optional.ofNullable(idle.poll()).orElseGet(this::open);
            T result = orClose(connection, work);
            idle.add(connection);
            return result;
        } finally {
            inUse.readLock().unlock();
        }
    }

    @Override
    public void close() {
        inUse.writeLock().lock();
        try {
            for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
                close(connection);
            }
        } finally {
            inUse.writeLock().unlock();
        }
    }

    private synchronized Connection open() {
        if (Files.isDirectory(file)) {
            throw new HistoryUnavailable("The history file is a folder. Choose another history file.");
        }
        try {
            Files.createDirectories(file.getParent());
            // As a URI, since the driver takes what follows a question mark in a plain name for options
            Connection connection = config.createConnection("jdbc:sqlite:" + file.toUri());
            connections++;
            return orClose(connection, this::prepare);
        } catch (IOException e) {
            throw new HistoryUnavailable("The folder of the history cannot be made. Choose another history file.", e);
        } catch (SQLException e) {
            throw Trouble.of(e);
        }
    }

    private Connection prepare(Connection connection) throws SQLException {
        if (!Files.isWritable(file)) {
            throw new HistoryUnavailable(Trouble.READ_ONLY); // SQLite would not say so before the first write
        }
        Sql.look(connection, () -> Schema.requireOurs(connection)); // for another Nevus may be making it just now
        if (!Sql.text(connection, "PRAGMA journal_mode = WAL").equals("wal")) {
            throw new HistoryUnavailable("The history's file system cannot share memory (a network drive?). "
                    + "Choose a history file on a local disk.");
        }
        Schema.migrate(connection);
        identity = identity.or(() -> Optional.of(OnDisk.now(file)));
        return connection;
    }

    private <T> T orClose(Connection connection, Work<T> work) {
        try {
            T result = work.on(connection);
            if (replaced()) {
                throw new HistoryUnavailable("The history file was deleted or replaced meanwhile. Try again.");
            }
            return result;
        } catch (SQLException e) {
            close(connection);
            throw Trouble.of(e);
        } catch (RuntimeException | Error e) {
            close(connection);
            throw e;
        }
    }

    private synchronized void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOGGER.log(System.Logger.Level.WARNING, "A connection to the history did not close cleanly", e);
        }
        connections--;
        if (connections == 0) {
            identity = Optional.empty(); // for the last one out deletes the log
        }
    }

    private boolean replaced() {
        return identity.filter(known -> !known.equals(OnDisk.now(file))).isPresent();
    }
}
