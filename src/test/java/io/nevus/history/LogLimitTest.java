package io.nevus.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The write-ahead log has become long. */
class LogLimitTest {

    @TempDir
    private Path folder;
    private SqliteHistory history;
    private Connection reader;

    @BeforeEach
    void open() throws SQLException {
        history = SqliteHistory.open(folder.resolve("h.db"));
        reader = Databases.connect(folder.resolve("h.db"));
    }

    @AfterEach
    void close() throws SQLException {
        reader.close();
        history.close();
    }

    /** By so many bytes, although somebody reads. */
    private void grow(long bytes) throws SQLException {
        Sql.execute(reader, "BEGIN");
        Sql.number(reader, "SELECT count(*) FROM prediction");
        Databases.execute(folder.resolve("h.db"), "CREATE TABLE IF NOT EXISTS ballast (bytes BLOB)",
                "INSERT INTO ballast VALUES (zeroblob(%d))".formatted(bytes));
    }

    private long length() throws IOException {
        return Files.size(folder.resolve("h.db-wal"));
    }

    @Test
    void theNextPredictionEmptiesIt() throws Exception {
        grow(LogLimit.BYTES);
        assertTrue(length() > LogLimit.BYTES);
        Sql.execute(reader, "COMMIT");
        history.keep(Predictions.any());
        assertEquals(0, length());
    }

    @Test
    void whileABackupReadsPredictionsAreKeptAllTheSame() throws Exception {
        grow(LogLimit.BYTES);
        history.keep(Predictions.any());
        history.keep(Predictions.any());
        Sql.execute(reader, "COMMIT");
        grow(2 * LogLimit.BYTES);
        Sql.execute(reader, "COMMIT");
        history.keep(Predictions.any());
        assertEquals(0, length());
        assertEquals(3, history.list(10, Optional.empty()).size());
    }
}
