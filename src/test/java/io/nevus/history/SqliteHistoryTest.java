package io.nevus.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.triage.Prediction;
import io.nevus.triage.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteHistoryTest extends HistoryContract {

    @TempDir
    private Path folder;
    private Path file;

    @Override
    History open() {
        file = folder.resolve("a folder/100%? ünï/nevus.db");
        return SqliteHistory.open(file);
    }

    @Test
    void itIsKeptUnderTheVeryNameThatWasAskedFor() {
        assertTrue(Files.exists(file));
    }

    @Test
    void aFileOfTheFirstVersionIsTakenOver() throws Exception {
        List<Prediction> kept = Stream.generate(Predictions::any).limit(20).toList();
        kept.forEach(history::keep);
        history.close();
        Databases.execute(file, "ALTER TABLE prediction RENAME TO newer", "DROP INDEX prediction_id", """
                CREATE TABLE prediction (id TEXT NOT NULL, created_at INTEGER NOT NULL, verdict TEXT NOT NULL,
                malignancy REAL NOT NULL, threshold REAL NOT NULL, probabilities TEXT NOT NULL,
                model_version TEXT NOT NULL, PRIMARY KEY (created_at, id)) STRICT, WITHOUT ROWID""",
                "INSERT INTO prediction SELECT * FROM newer", "DROP TABLE newer",
                "CREATE UNIQUE INDEX prediction_id ON prediction (id)", "PRAGMA user_version = 1");
        history = open();
        assertEquals(newestFirst(kept), pages(7));
        history.keep(new Prediction(UUID.randomUUID(), Instant.now(), Verdict.CANCER, Optional.empty()));
        history.keep(kept.getFirst());
        assertEquals(21, pages(7).size());
        aPageIsFoundOnTheIndexWithoutSorting();
    }

    @Test
    void aPageIsFoundOnTheIndexWithoutSorting() throws Exception {
        for (String where : List.of("", "WHERE (created_at, id) < (5, 'x')")) {
            String plan = Databases.text(file, "EXPLAIN QUERY PLAN SELECT * FROM prediction " + where
                    + " ORDER BY created_at DESC, id DESC LIMIT 9");
            assertFalse(plan.contains("TEMP B-TREE"), plan);
            assertEquals(where.isEmpty() ? "SCAN prediction" : "SEARCH prediction USING PRIMARY KEY (created_at<?)",
                    plan.replace("(created_at,id)<(?,?)", "created_at<?"));
        }
    }

    @Test
    void whatIsDeletedIsGoneFromTheDisk() throws IOException {
        List<Prediction> all = Stream.generate(Predictions::any).limit(3000).toList();
        together(all, history::keep);
        List<Prediction> deleted = all.subList(1000, 1300);
        together(deleted, prediction -> assertTrue(history.delete(prediction.id())));
        String disk = bytes(file) + bytes(file.resolveSibling(file.getFileName() + "-wal"));
        assertEquals(List.of(), deleted.stream().filter(p -> disk.contains(p.id().toString())).toList());
        assertTrue(disk.contains(all.getFirst().id().toString()), "else this proves nothing");
        assertEquals(2700, history.list(5000, Optional.empty()).size());
        assertFalse(history.delete(deleted.getFirst().id()));
    }

    @Test
    void closingFinishesWhatIsQueued() throws Exception {
        List<Prediction> acknowledged = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 500; i++) {
                callers.submit(() -> {
                    Prediction prediction = Predictions.any();
                    history.keep(prediction);
                    acknowledged.add(prediction);
                });
            }
            history.close();
        }
        reopen();
        assertEquals(newestFirst(acknowledged), pages(100));
    }

    private static String bytes(Path path) throws IOException {
        return Files.exists(path) ? Files.readString(path, StandardCharsets.ISO_8859_1) : "";
    }
}
