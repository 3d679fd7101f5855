package io.nevus.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.triage.Prediction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

class SqliteHistoryTroubleTest {

    @TempDir
    private Path folder;

    @Test
    void aFullDiskIsSaidAndRecoveredFrom() {
        SQLiteConfig disk = Database.durable();
        disk.setMaxPageCount(20);
        try (SqliteHistory history = new SqliteHistory(new Database(folder.resolve("h.db"), disk))) {
            HistoryUnavailable full = assertThrows(HistoryUnavailable.class, () -> keepMany(history));
            assertEquals("The disk of the history is full. Free some space on it.", full.getMessage());
            assertEquals(Optional.of(full.getMessage()), history.problem());
            waitForNews();
            assertEquals(Optional.of(full.getMessage()), history.problem(), "a probe must not think that all is well");
            assertFalse(history.list(100, Optional.empty()).isEmpty(), "reading goes on");

            disk.setMaxPageCount(10_000);
            assertRecovers(history);
        }
    }

    @Test
    void aLockOfAnotherProgramIsSaidReadThroughAndRecoveredFrom() throws Exception {
        Path file = folder.resolve("h.db");
        try (SqliteHistory history = SqliteHistory.open(file)) {
            Prediction before = kept(history);
            try (Connection other = Databases.connect(file)) {
                Sql.execute(other, "BEGIN IMMEDIATE");
                HistoryUnavailable locked = assertThrows(HistoryUnavailable.class, () -> kept(history));
                assertEquals("The history is locked by another program. Try again later, or end that program.",
                        locked.getMessage());
                assertEquals(Optional.of(locked.getMessage()), history.problem());
                assertEquals(Optional.of(before), history.find(before.id()));
            }
            assertRecovers(history);
        }
    }

    @Test
    void anIdleHistoryNoticesTroubleWhenAsked() throws Exception {
        Path file = folder.resolve("h.db");
        try (SqliteHistory history = SqliteHistory.open(file); Connection other = Databases.connect(file)) {
            assertEquals(Optional.empty(), history.problem());
            Sql.execute(other, "BEGIN IMMEDIATE");
            waitForNews();
            assertTrue(history.problem().isPresent());
        }
    }

    @Test
    void askingForProblemsOfAHealthyHistoryWritesNothing() throws Exception {
        Path file = folder.resolve("h.db");
        try (SqliteHistory history = SqliteHistory.open(file)) {
            kept(history);
            long log = Files.size(folder.resolve("h.db-wal"));
            waitForNews();
            assertEquals(Optional.empty(), history.problem());
            assertEquals(log, Files.size(folder.resolve("h.db-wal")));
        }
    }

    @Test
    void aDeletedFileIsMadeAnewAndNothingIsKeptInTheDeletedOne() throws Exception {
        Path file = folder.resolve("h.db");
        try (SqliteHistory history = SqliteHistory.open(file)) {
            kept(history);
            for (String name : List.of("h.db", "h.db-wal", "h.db-shm")) {
                Files.delete(folder.resolve(name));
            }
            Prediction after = kept(history);
            assertEquals("1", Databases.text(file, "SELECT count(*) FROM prediction"));
            assertEquals(List.of(after), history.list(10, Optional.empty()));
        }
    }

    @Test
    void aRemovedFolderIsMadeAnew() throws Exception {
        Path place = folder.resolve("deep/h.db");
        try (SqliteHistory history = SqliteHistory.open(place)) {
            kept(history);
            Files.move(place.getParent(), folder.resolve("elsewhere"));
            Files.writeString(place.getParent(), "a file is in its place");
            HistoryUnavailable gone = assertThrows(HistoryUnavailable.class, () -> kept(history));
            assertEquals("The folder of the history cannot be made. Choose another history file.", gone.getMessage());
            assertEquals(Optional.of(gone.getMessage()), history.problem());
            Files.delete(place.getParent());
            assertRecovers(history);
        }
    }

    @Test
    void aDeletedLogLosesNothing() throws Exception {
        Path file = folder.resolve("h.db");
        Prediction before;
        Prediction after;
        try (SqliteHistory history = SqliteHistory.open(file)) {
            before = kept(history);
            Files.delete(folder.resolve("h.db-wal"));
            after = kept(history);
            assertEquals(Optional.of(before), history.find(before.id()));
        }
        try (SqliteHistory history = SqliteHistory.open(file)) {
            assertEquals(Optional.of(after), history.find(after.id()));
        }
    }

    @Test
    void aRestoredBackupIsTakenUp() throws Exception {
        Path file = folder.resolve("h.db");
        Path backup = folder.resolve("backup.db");
        try (SqliteHistory history = SqliteHistory.open(file)) {
            Prediction early = kept(history);
            Databases.execute(file, "VACUUM INTO '" + backup + "'");
            Prediction late = kept(history);
            Files.move(backup, file, StandardCopyOption.REPLACE_EXISTING);
            Files.delete(folder.resolve("h.db-wal"));
            assertEquals(Optional.of(early), history.find(early.id()));
            assertEquals(Optional.empty(), history.find(late.id()));
            kept(history);
        }
    }

    @Test
    void whatIsNotAHistoryIsRefusedInOneLineThatNamesIt() throws Exception {
        Files.writeString(folder.resolve("text.db"), "This is not a database. ".repeat(100));
        Databases.execute(folder.resolve("other.db"), "CREATE TABLE cookies (crumbs)");
        String other = Files.readString(folder.resolve("other.db"), StandardCharsets.ISO_8859_1);
        try (SqliteHistory history = SqliteHistory.open(folder.resolve("newer.db"))) {
            kept(history);
        }
        Databases.execute(folder.resolve("newer.db"), "PRAGMA user_version = 99");
        Files.writeString(folder.resolve("file"), "");

        assertRefused(folder.resolve("text.db"),
                "The history file is not an SQLite database. Choose another history file.");
        assertRefused(folder.resolve("other.db"),
                "The history file is the database of another program. Choose another history file.");
        assertRefused(folder.resolve("newer.db"),
                "The history was written by a newer Nevus (version 99, this one knows 2). "
                        + "Update Nevus or choose another history file.");
        assertRefused(folder, "The history file is a folder. Choose another history file.");
        assertRefused(folder.resolve("file/h.db"),
                "The folder of the history cannot be made. Choose another history file.");
        assertEquals("cookies", Databases.text(folder.resolve("other.db"), "SELECT name FROM sqlite_schema"));
        assertEquals(other, Files.readString(folder.resolve("other.db"), StandardCharsets.ISO_8859_1), "not touched");
    }

    @Test
    void damageInTheFileIsSaid() throws Exception {
        Path file = folder.resolve("h.db");
        try (SqliteHistory history = SqliteHistory.open(file)) {
            keepMany(history);
        }
        String damaged = "The history file is damaged. Restore it from a backup, or move it away.";
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, damage(whole, whole.length / 3, whole.length * 2 / 3));
        try (SqliteHistory history = SqliteHistory.open(file)) {
            assertEquals(damaged,
                    assertThrows(HistoryUnavailable.class, () -> history.list(1000, Optional.empty())).getMessage());
        }
        Files.write(file, damage(whole, 4096, whole.length));
        assertRefused(file, damaged);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertRefused(file, damaged);
    }

    private static byte[] damage(byte[] whole, int from, int to) {
        byte[] bytes = whole.clone();
        for (int i = from; i < to; i++) {
            bytes[i] = (byte) (i * 31);
        }
        return bytes;
    }

    @Test
    void aBackupProgramThatReadsDoesNotHinderKeepingOrDeleting() throws Exception {
        Path file = folder.resolve("h.db");
        try (SqliteHistory history = SqliteHistory.open(file); Connection backup = Databases.connect(file)) {
            Prediction before = kept(history);
            Sql.execute(backup, "BEGIN");
            Sql.number(backup, "SELECT count(*) FROM prediction");
            Prediction meanwhile = kept(history);
            assertTrue(history.delete(before.id()));
            assertEquals(List.of(meanwhile), history.list(9, Optional.empty()));
        }
    }

    @Test
    void anInterruptedCallerIsToldSoAtOnceAndStaysInterrupted() {
        try (SqliteHistory history = SqliteHistory.open(folder.resolve("h.db"))) {
            Thread.currentThread().interrupt();
            assertThrows(HistoryUnavailable.class, () -> kept(history));
            assertTrue(Thread.interrupted());
            kept(history);
        }
    }

    private static void assertRefused(Path file, String message) {
        HistoryUnavailable refused = assertThrows(HistoryUnavailable.class, () -> SqliteHistory.open(file));
        assertEquals(file + ": " + message, refused.getMessage());
    }

    private static void assertRecovers(SqliteHistory history) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            while (history.problem().isPresent()) {
                Thread.sleep(100);
            }
        });
        Prediction prediction = kept(history);
        assertEquals(Optional.of(prediction), history.find(prediction.id()));
    }

    private static Prediction kept(SqliteHistory history) {
        Prediction prediction = Predictions.any();
        history.keep(prediction);
        return prediction;
    }

    private static void keepMany(SqliteHistory history) {
        Stream.generate(Predictions::any).limit(1000).forEach(history::keep);
    }

    /** What {@code problem()} knows may be a second old. */
    private static void waitForNews() {
        try {
            Thread.sleep(1100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
