package io.nevus.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The tables of the history file, and the steps from each older version to the present one. */
final class Schema {

    /** "Nevu", by which our files are known: https://sqlite.org/pragma.html#pragma_application_id. */
    private static final int APPLICATION_ID = 0x4e657675;

    /** Step n leads from version n to n + 1. Never change a step that was released: add one. */
    private static final List<List<String>> MIGRATIONS = List.of(
            List.of("""
                    CREATE TABLE prediction (
                        id TEXT NOT NULL,
                        created_at INTEGER NOT NULL, -- milliseconds since 1970, UTC
                        verdict TEXT NOT NULL,
                        malignancy REAL NOT NULL,
                        threshold REAL NOT NULL,
                        probabilities TEXT NOT NULL, -- JSON: class code to probability
                        model_version TEXT NOT NULL,
                        PRIMARY KEY (created_at, id) -- the order of the list
                    ) STRICT, WITHOUT ROWID""",
                    "CREATE UNIQUE INDEX prediction_id ON prediction (id)"),
            // Records without evidence; a column's NOT NULL can only be left out of a new table
            List.of("ALTER TABLE prediction RENAME TO prediction_1",
                    "DROP INDEX prediction_id",
                    """
                    CREATE TABLE prediction (
                        id TEXT NOT NULL,
                        created_at INTEGER NOT NULL, -- milliseconds since 1970, UTC
                        verdict TEXT NOT NULL,
                        malignancy REAL, -- this and the following are NULL together
                        threshold REAL,
                        probabilities TEXT, -- JSON: class code to probability
                        model_version TEXT,
                        PRIMARY KEY (created_at, id) -- the order of the list
                    ) STRICT, WITHOUT ROWID""",
                    "INSERT INTO prediction SELECT * FROM prediction_1",
                    "DROP TABLE prediction_1",
                    "CREATE UNIQUE INDEX prediction_id ON prediction (id)"));

    private Schema() {
    }

    /** @throws HistoryUnavailable when the file is another program's or a newer Nevus's; it is not touched then */
    static void requireOurs(Connection connection) throws SQLException {
        if (!ours(connection) && Sql.number(connection, "SELECT count(*) FROM sqlite_schema") > 0) {
            throw new HistoryUnavailable("The history file is the database of another program. "
                    + "Choose another history file.");
        }
        if (version(connection) > MIGRATIONS.size()) {
            throw new HistoryUnavailable("The history was written by a newer Nevus (version %d, this one knows %d). "
                    .formatted(version(connection), MIGRATIONS.size())
                    + "Update Nevus or choose another history file.");
        }
    }

    /** Brings the file to the present version. */
    static void migrate(Connection connection) throws SQLException {
        if (version(connection) < MIGRATIONS.size()) {
            Sql.transact(connection, () -> migrateLocked(connection));
        }
    }

    /** Asks for the version again, for another Nevus may have been faster. */
    private static void migrateLocked(Connection connection) throws SQLException {
        for (List<String> step : MIGRATIONS.subList(version(connection), MIGRATIONS.size())) {
            for (String statement : step) {
                Sql.execute(connection, statement);
            }
        }
        Sql.execute(connection, "PRAGMA application_id = " + APPLICATION_ID);
        Sql.execute(connection, "PRAGMA user_version = " + MIGRATIONS.size());
    }

    private static int version(Connection connection) throws SQLException {
        return Sql.number(connection, "PRAGMA user_version");
    }

    private static boolean ours(Connection connection) throws SQLException {
        return Sql.number(connection, "PRAGMA application_id") == APPLICATION_ID;
    }
}
