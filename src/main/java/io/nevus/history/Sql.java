package io.nevus.history;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The few lines of JDBC that everybody here needs. */
final class Sql {

    interface Step {
        void run() throws SQLException;
    }

    private Sql() {
    }

    /** All of it or nothing, and on disk when this returns; after an exception the connection must be closed. */
    static void transact(Connection connection, Step step) throws SQLException {
        // By hand, since the driver's commit() begins the next transaction at once and would keep the lock
        execute(connection, "BEGIN IMMEDIATE");
        step.run();
        execute(connection, "COMMIT");
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static int number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(query)) {
            return row.getInt(1);
        }
    }

    static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(query)) {
            return row.getString(1);
        }
    }
}
