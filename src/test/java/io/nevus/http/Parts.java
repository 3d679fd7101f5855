package io.nevus.http;

import io.nevus.history.History;
import io.nevus.history.HistoryUnavailable;
import io.nevus.history.SqliteHistory;
import io.nevus.model.Model;
import io.nevus.model.ModelUnavailable;
import io.nevus.model.SavedModel;
import io.nevus.triage.Evidence;
import io.nevus.triage.Examination;
import io.nevus.triage.LesionClass;
import io.nevus.triage.Prediction;
import io.nevus.triage.Verdict;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The shipped model and a history in SQLite, which can be put out of order. */
final class Parts {

    private static final SavedModel SHIPPED = SavedModel.load(Path.of("model"));

    private Parts() {
    }

    /** A judgement of that malignancy at a threshold of 0.5. */
    static Examination judged(double malignancy) {
        Map<LesionClass, Double> probabilities = new EnumMap<>(LesionClass.class);
        for (LesionClass lesion : LesionClass.values()) {
            probabilities.put(lesion, lesion.malignant() ? malignancy / 3 : (1 - malignancy) / 4);
        }
        return new Examination.Judged(malignancy >= 0.5 ? Verdict.CANCER : Verdict.NON_CANCER, malignancy, 0.5,
                probabilities, Optional.empty(), "test");
    }

    static final class FragileModel implements Model {
        private volatile Optional<String> problem = Optional.empty();
        private volatile Function<byte[], Examination> judge = SHIPPED::examine;

        void breakWith(String reason) {
            problem = Optional.of(reason);
        }

        void mend() {
            problem = Optional.empty();
            judge = SHIPPED::examine;
        }

        /** Judges like this until it is mended. */
        void judgeBy(Function<byte[], Examination> other) {
            judge = other;
        }

        @Override
        public Examination examine(byte[] picture) {
            problem.ifPresent(reason -> {
                throw new ModelUnavailable(reason);
            });
            return judge.apply(picture);
        }

        @Override
        public Optional<String> problem() {
            return problem;
        }

        @Override
        public JsonObject card() {
            return SHIPPED.card();
        }

        @Override
        public void close() {
            breakWith("closed");
        }
    }

    static final class FragileHistory implements History {
        private final Path file = temporary();
        private final History kept = SqliteHistory.open(file);
        private volatile Optional<String> problem = Optional.empty();

        private static Path temporary() {
            try {
                return Files.createTempDirectory("nevus-history").resolve("history.db");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void breakWith(String reason) {
            problem = Optional.of(reason);
        }

        void mend() {
            problem = Optional.empty();
        }

        /** Keeps that many predictions of these times, many at once. */
        List<Prediction> fill(int count, IntFunction<Instant> time) throws InterruptedException {
            List<Prediction> predictions = IntStream.range(0, count).mapToObj(n -> new Prediction(UUID.randomUUID(),
                    time.apply(n), Verdict.CANCER, Optional.of(new Evidence(1, 0.5, Map.of(), "v")))).toList();
            Semaphore underway = new Semaphore(500);
            try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Prediction prediction : predictions) {
                    underway.acquire();
                    clients.execute(() -> {
                        keep(prediction);
                        underway.release();
                    });
                }
            }
            return predictions;
        }

        private History whole() {
            problem.ifPresent(reason -> {
                throw new HistoryUnavailable(reason);
            });
            return kept;
        }

        @Override
        public void keep(Prediction prediction) {
            whole().keep(prediction);
        }

        @Override
        public List<Prediction> list(int limit, Optional<Position> after) {
            return whole().list(limit, after);
        }

        @Override
        public Optional<Prediction> find(UUID id) {
            return whole().find(id);
        }

        @Override
        public boolean delete(UUID id) {
            return whole().delete(id);
        }

        @Override
        public Optional<String> problem() {
            return problem.or(kept::problem);
        }

        @Override
        public void close() {
            kept.close();
            for (String end : List.of("", "-wal", "-shm")) {
                file.resolveSibling(file.getFileName() + end).toFile().delete();
            }
            file.getParent().toFile().delete();
        }
    }
}
