package io.nevus.history;

import java.sql.Connection;
import java.sql.SQLException;

/** Statements about the file itself, not about predictions. */
final class Upkeep {

    /** 16 MB or 50,000 predictions, rewritten in 0.2 s. */
    private static final int SMALL_PAGES = 4096;
    private static final System.Logger LOGGER = System.getLogger(Upkeep.class.getName());

    private Upkeep() {
    }

    /**
     * Leaves no trace of what was deleted. SQLite's secure_delete overwrites rows, but not the copies that stay behind
     * when pages are split (1 of 3,600 in a test) nor those in the log.
     */
    static boolean erase(Connection connection) {
        try {
            if (Sql.number(connection, "PRAGMA page_count") <= SMALL_PAGES) {
                Sql.execute(connection, "VACUUM");
            }
            boolean emptied = emptyLog(connection);
            if (!emptied) {
                LOGGER.log(System.Logger.Level.WARNING, "Another program reads the history's older state: "
                        + "what was deleted stays in the log until the next deletion or a restart");
            }
            return emptied;
        } catch (SQLException e) {
            LOGGER.log(System.Logger.Level.WARNING, "A deleted prediction may have left a trace in the file", e);
            return false;
        }
    }

    /** Moves the log's pages into the file, as readers who are there at every moment would keep SQLite from doing. */
    static boolean emptyLog(Connection connection) throws SQLException {
        // It holds the write lock while it waits for readers: less long than writers wait for the lock
        Sql.execute(connection, "PRAGMA busy_timeout = 1000");
        boolean emptied = Sql.number(connection, "PRAGMA wal_checkpoint(TRUNCATE)") == 0;
        Sql.execute(connection, "PRAGMA busy_timeout = " + Database.BUSY_TIMEOUT_MILLIS);
        return emptied;
    }

    /** Finds out whether there is room for more predictions; in a transaction, which leaves nothing behind. */
    static boolean makeRoom(Connection connection) throws SQLException {
        Sql.execute(connection, "CREATE TABLE room (bytes BLOB)");
        Sql.execute(connection, "INSERT INTO room VALUES (zeroblob(65536))");
        Sql.execute(connection, "DROP TABLE room");
        return true;
    }
}
