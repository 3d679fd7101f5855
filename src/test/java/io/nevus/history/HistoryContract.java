package io.nevus.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.history.History.Position;
import io.nevus.triage.Evidence;
import io.nevus.triage.LesionClass;
import io.nevus.triage.Prediction;
import io.nevus.triage.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
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

/** What every history promises, wherever it keeps its predictions. */
abstract class HistoryContract {
    private static final Comparator<Prediction> NEWEST_FIRST = Comparator.comparing(Prediction::createdAt)
            .thenComparing(prediction -> prediction.id().toString()).reversed();

    History history;

    /** The first call within a test makes an empty one, each further call opens the same again. */
    abstract History open() throws Exception;

    @BeforeEach
    final void start() throws Exception {
        history = open();
    }

    @AfterEach
    final void close() {
        history.close();
    }

    final void reopen() throws Exception {
        history.close();
        history = open();
    }

    @Test
    void whatWasKeptIsFoundExactlyAfterARestart() throws Exception {
        List<Prediction> kept = Stream.generate(Predictions::any).limit(100).toList();
        kept.forEach(history::keep);
        reopen();
        for (Prediction prediction : kept) {
            assertEquals(Optional.of(prediction), history.find(prediction.id()));
        }
        assertEquals(Optional.empty(), history.find(UUID.randomUUID()));
    }

    @Test
    void extremeValuesSurvive() throws Exception {
        Prediction odd = new Prediction(UUID.randomUUID(), Instant.parse("1969-12-31T23:59:59.999Z"),
                Verdict.NON_CANCER, Optional.of(new Evidence(Double.MIN_VALUE, Math.nextDown(1.0),
                Map.of(LesionClass.MEL, 0.1 + 0.2, LesionClass.NV, 1e-300, LesionClass.DF, 1.0),
                "v'\";--\u0000 \ud83d\ude00\n")));
        Prediction bare = new Prediction(UUID.randomUUID(), Instant.EPOCH, Verdict.CANCER,
                Optional.of(new Evidence(0, 1, Map.of(), "")));
        Prediction verdictOnly = new Prediction(UUID.randomUUID(), Instant.now(), Verdict.CANCER, Optional.empty());
        history.keep(odd);
        history.keep(bare);
        history.keep(verdictOnly);
        reopen();
        assertEquals(Optional.of(odd), history.find(odd.id()));
        assertEquals(List.of(verdictOnly, bare, odd), pages(1));
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
        List<Prediction> all = IntStream.range(0, 300).mapToObj(i -> Predictions.at(now.minusSeconds(i % 3))).toList();
        together(all, history::keep);
        assertEquals(newestFirst(all), pages(7));
        assertEquals(newestFirst(all), pages(100));
        assertEquals(newestFirst(all), history.list(Integer.MAX_VALUE, Optional.empty()));
    }

    @Test
    void aPageMayStartAtADeletedPredictionAndNewOnesDoNotShiftIt() {
        Instant now = Instant.now();
        List<Prediction> all = IntStream.range(0, 5).mapToObj(i -> Predictions.at(now.minusSeconds(i))).toList();
        all.forEach(history::keep);
        assertTrue(history.delete(all.get(1).id()));
        history.keep(Predictions.at(now.plusSeconds(1)));
        assertEquals(all.subList(2, 4), history.list(2, Optional.of(Position.of(all.get(1)))));
    }

    @Test
    void aPageMayStartAnywhere() {
        Prediction only = Predictions.any();
        history.keep(only);
        assertEquals(List.of(only), history.list(1, Optional.of(
                new Position(Instant.ofEpochMilli(999_999_999_999_999L), UUID.randomUUID()))));
        assertEquals(List.of(), history.list(1, Optional.of(new Position(Instant.EPOCH, UUID.randomUUID()))));
    }

    @Test
    void whatIsDeletedIsGone() {
        Prediction gone = Predictions.any();
        Prediction other = Predictions.any();
        history.keep(gone);
        history.keep(other);
        assertTrue(history.delete(gone.id()));
        assertFalse(history.delete(gone.id()));
        assertEquals(Optional.empty(), history.find(gone.id()));
        assertEquals(List.of(other), pages(5));
    }

    @Test
    void manyCallersAtOnceLoseNothing() {
        List<Prediction> all = Stream.generate(Predictions::any).limit(2000).toList();
        together(all, history::keep);
        assertEquals(newestFirst(all), pages(700));
    }

    @Test
    void aClosedHistorySaysSo() {
        history.close();
        assertThrows(HistoryUnavailable.class, () -> history.keep(Predictions.any()));
        assertThrows(HistoryUnavailable.class, () -> history.find(UUID.randomUUID()));
        assertThrows(HistoryUnavailable.class, () -> history.list(1, Optional.empty()));
        assertTrue(history.problem().isPresent());
    }

    static List<Prediction> newestFirst(Collection<Prediction> predictions) {
        return predictions.stream().sorted(NEWEST_FIRST).toList();
    }

    static void together(List<Prediction> predictions, Consumer<Prediction> call) {
        try (ExecutorService callers = Executors.newFixedThreadPool(64, Thread.ofVirtual().factory())) {
            predictions.stream().map(prediction -> CompletableFuture.runAsync(() -> call.accept(prediction), callers))
                    .toList().forEach(CompletableFuture::join);
        }
    }

    final List<Prediction> pages(int limit) {
        List<Prediction> all = new ArrayList<>();
        List<Prediction> page = history.list(limit, Optional.empty());
        while (!page.isEmpty()) {
            all.addAll(page);
            page = history.list(limit, Optional.of(Position.of(page.getLast())));
        }
        return all;
    }
}
