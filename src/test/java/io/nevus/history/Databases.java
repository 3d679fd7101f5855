package io.nevus.history;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The history file as another program sees it. */
final class Databases {

    private Databases() {
    }

    static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file.toUri());
    }

    static void execute(Path file, String... statements) throws SQLException {
        try (Connection connection = connect(file)) {
            for (String statement : statements) {
                Sql.execute(connection, statement);
            }
        }
    }

    /** The last column of the first row. */
    static String text(Path file, String query) throws SQLException {
        try (Connection connection = connect(file); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.getString(row.getMetaData().getColumnCount());
        }
    }
}
