package io.nevus.history;

import java.io.File;
import java.sql.Connection;
import java.sql.SQLException;

/** Keeps the write-ahead log short although somebody reads all the time, when SQLite would let it grow for ever. */
final class LogLimit {

    /** Four times as long as SQLite lets it grow while nobody reads. */
    static final long BYTES = 16L << 20;

    private static final System.Logger LOGGER = System.getLogger(LogLimit.class.getName());

    private final File log;
    private long limit = BYTES;

    LogLimit(File log) {
        this.log = log;
    }

    /** After a commit. While a backup program reads an old state, it is tried again each time the log has doubled. */
    void keep(Connection connection) {
        long length = log.length();
        if (length > limit) {
            limit = emptied(connection) ? BYTES : 2 * length;
        }
    }

    private static boolean emptied(Connection connection) {
        try {
            return Upkeep.emptyLog(connection);
        } catch (SQLException e) {
            LOGGER.log(System.Logger.Level.WARNING, "The history's log is long and could not be emptied", e);
            return false;
        }
    }
}
