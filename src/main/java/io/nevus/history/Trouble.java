package io.nevus.history;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite's errors mean and what to do about them, in sentences that clients may read: without paths. */
final class Trouble {

    static final String UNKNOWN = "The history failed. See the server's log.";
    static final String READ_ONLY =
            "The history file cannot be written. Check the permissions of the file and of its folder.";

    private Trouble() {
    }

    static HistoryUnavailable of(SQLException e) {
        return new HistoryUnavailable(switch (code(e)) {
            case SQLITE_FULL -> "The disk of the history is full. Free some space on it.";
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL ->
                    "The history is locked by another program. Try again later, or end that program.";
            case SQLITE_NOTADB -> "The history file is not an SQLite database. Choose another history file.";
            case SQLITE_CORRUPT -> "The history file is damaged. Restore it from a backup, or move it away.";
            case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH -> READ_ONLY;
            case SQLITE_IOERR -> "The disk of the history cannot be read or written. Check it, and the room on it.";
            default -> UNKNOWN;
        }, e);
    }

    /** Whether the error is about the values of one row, so that it does not concern other rows. */
    static boolean concernsOneRow(SQLException e) {
        return switch (code(e)) {
            case SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_TOOBIG, SQLITE_RANGE -> true;
            default -> false;
        };
    }

    /** The primary code, which is the low byte of an extended one: https://sqlite.org/rescode.html. */
    private static SQLiteErrorCode code(SQLException e) {
        return e instanceof SQLiteException sqlite
                ? SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff)
                : SQLiteErrorCode.UNKNOWN_ERROR;
    }
}
