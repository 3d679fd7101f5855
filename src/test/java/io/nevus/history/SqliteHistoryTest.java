package io.nevus.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.history.History.Position;
import io.nevus.triage.LesionClass;
import io.nevus.triage.Prediction;
import io.nevus.triage.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteHistoryTest {

    private static final Comparator<Prediction> NEWEST_FIRST = Comparator.comparing(Prediction::createdAt)
            .thenComparing(prediction -> prediction.id().toString()).reversed();

    @TempDir
    private Path folder;
    private Path file;
    private SqliteHistory history;

    @BeforeEach
    void open() {
        file = folder.resolve("a folder/100%? ünï/nevus.db");
        history = SqliteHistory.open(file);
    }

    @AfterEach
    void close() {
        history.close();
    }

    @Test
    void whatWasKeptIsFoundExactlyAfterARestart() {
        List<Prediction> kept = Stream.generate(Predictions::any).limit(200).toList();
        kept.forEach(history::keep);
        reopen();
        for (Prediction prediction : kept) {
            assertEquals(Optional.of(prediction), history.find(prediction.id()));
        }
        assertTrue(Files.exists(file), "under the very name that was asked for");
    }

    @Test
    void extremeValuesSurvive() {
        Prediction odd = new Prediction(UUID.randomUUID(), Instant.parse("1969-12-31T23:59:59.999Z"),
                Verdict.NON_CANCER, Double.MIN_VALUE, Math.nextDown(1.0),
                Map.of(LesionClass.MEL, 0.1 + 0.2, LesionClass.NV, 1e-300, LesionClass.DF, 1.0),
                "v'\";--\u0000 😀\n");
        Prediction bare = new Prediction(UUID.randomUUID(), Instant.now(), Verdict.CANCER, 0, 1, Map.of(), "");
        history.keep(odd);
        history.keep(bare);
        reopen();
        assertEquals(Optional.of(odd), history.find(odd.id()));
        assertEquals(Optional.of(bare), history.find(bare.id()));
    }

    @Test
    void keepingTheSameAgainChangesNothing() {
        Prediction prediction = Predictions.any();
        history.keep(prediction);
        history.keep(prediction);
        assertEquals(List.of(prediction), history.list(10, Optional.empty()));
    }

    @Test
    void pagesAreNewestFirstWithoutGapsOrRepetitionsAmongEqualTimes() {
        Instant now = Instant.now();
        List<Prediction> all = new ArrayList<>(IntStream.range(0, 300)
                .mapToObj(i -> Predictions.at(now.minusSeconds(i % 3))).toList());
        all.forEach(history::keep);
        all.sort(NEWEST_FIRST);
        assertEquals(all, pages(7));
        assertEquals(all, pages(100));
    }

    @Test
    void aPageMayStartAtADeletedPredictionAndNewOnesDoNotShiftIt() {
        Instant now = Instant.now();
        List<Prediction> all = IntStream.range(0, 5).mapToObj(i -> Predictions.at(now.minusSeconds(i))).toList();
        all.forEach(history::keep);
        history.delete(all.get(1).id());
        history.keep(Predictions.at(now.plusSeconds(1)));
        assertEquals(all.subList(2, 4), history.list(2, Optional.of(Position.of(all.get(1)))));
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
    void manyCallersAtOnceLoseNothing() {
        List<Prediction> all = Stream.generate(Predictions::any).limit(2000).toList();
        together(all, history::keep);
        assertEquals(all.stream().sorted(NEWEST_FIRST).toList(), pages(100));
    }

    @Test
    void closingFinishesWhatIsQueuedAndRefusesMore() {
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
        assertThrows(HistoryUnavailable.class, () -> history.keep(Predictions.any()));
        assertThrows(HistoryUnavailable.class, () -> history.find(UUID.randomUUID()));
        assertTrue(history.problem().isPresent());
        reopen();
        assertEquals(acknowledged.stream().sorted(NEWEST_FIRST).toList(), pages(100));
    }

    private static void together(List<Prediction> predictions, Consumer<Prediction> call) {
        try (ExecutorService callers = Executors.newFixedThreadPool(64, Thread.ofVirtual().factory())) {
            predictions.stream().map(prediction -> CompletableFuture.runAsync(() -> call.accept(prediction), callers))
                    .toList().forEach(CompletableFuture::join);
        }
    }

    private List<Prediction> pages(int limit) {
        List<Prediction> all = new ArrayList<>();
        List<Prediction> page = history.list(limit, Optional.empty());
        while (!page.isEmpty()) {
            all.addAll(page);
            page = history.list(limit, Optional.of(Position.of(page.getLast())));
        }
        return all;
    }

    private void reopen() {
        history.close();
        history = SqliteHistory.open(file);
    }

    private static String bytes(Path path) throws IOException {
        return Files.exists(path) ? Files.readString(path, StandardCharsets.ISO_8859_1) : "";
    }
}
