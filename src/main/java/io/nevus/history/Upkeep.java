package io.nevus.history;

import java.sql.Connection;
import java.sql.SQLException;

/** Statements about the file itself, not about predictions. */
final class Upkeep {

    private Upkeep() {
    }

    /** Copies the log into the file and cuts it to nothing, since it still holds what was deleted. */
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
