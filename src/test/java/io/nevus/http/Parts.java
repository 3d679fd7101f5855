package io.nevus.http;

import io.nevus.history.History;
import io.nevus.history.HistoryUnavailable;
import io.nevus.model.Model;
import io.nevus.model.ModelUnavailable;
import io.nevus.triage.Examination;
import io.nevus.triage.HeatMap;
import io.nevus.triage.LesionClass;
import io.nevus.triage.Prediction;
import io.nevus.triage.Refusal;
import io.nevus.triage.Verdict;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;

/** The model and the history the server's tests run with: in memory, until the real ones are merged. */
public final class Parts {

    private Parts() {
    }

    /** Judges what begins like a JPEG, refuses the rest; a file that says so is benign, blurred or fatal. */
    public static final class SmallModel implements Model {
        private volatile Optional<String> problem = Optional.empty();

        public void breakWith(String reason) {
            problem = Optional.of(reason);
        }

        public void mend() {
            problem = Optional.empty();
        }

        @Override
        public Examination examine(byte[] picture) {
            problem.ifPresent(reason -> {
                throw new ModelUnavailable(reason);
            });
            if (picture.length < 3 || (picture[0] & 0xff) != 0xff || (picture[1] & 0xff) != 0xd8) {
                return refused(Refusal.Reason.UNREADABLE, "Send a JPEG or PNG file.");
            }
            String text = new String(picture, 2, Math.min(20, picture.length - 2), StandardCharsets.ISO_8859_1);
            if (text.startsWith("blurred")) {
                return refused(Refusal.Reason.BLURRED, "Hold the camera still.");
            }
            if (text.startsWith("fatal")) {
                throw new IllegalStateException("/secret/path of io.nevus.Secret");
            }
            return judged(text.startsWith("benign") ? 0.01 : 0.8);
        }

        private static Examination refused(Refusal.Reason reason, String help) {
            return new Examination.Refused(new Refusal(reason, help));
        }

        private static Examination judged(double malignancy) {
            Map<LesionClass, Double> probabilities = new EnumMap<>(LesionClass.class);
            for (LesionClass lesion : LesionClass.values()) {
                probabilities.put(lesion, lesion.malignant() ? malignancy / 3 : (1 - malignancy) / 4);
            }
            return new Examination.Judged(malignancy >= 0.5 ? Verdict.CANCER : Verdict.NON_CANCER, malignancy, 0.5,
                    probabilities, Optional.of(new HeatMap(7, 7, Collections.nCopies(49, 0.5))), "test");
        }

        @Override
        public Optional<String> problem() {
            return problem;
        }

        @Override
        public JsonObject card() {
            return Json.createObjectBuilder().add("version", "test").build();
        }

        @Override
        public void close() {
            breakWith("closed");
        }
    }

    public static final class SmallHistory implements History {
        private static final Comparator<Position> NEWEST_FIRST =
                Comparator.comparing(Position::createdAt).thenComparing(Position::id).reversed();
        private final ConcurrentSkipListMap<Position, Prediction> kept = new ConcurrentSkipListMap<>(NEWEST_FIRST);
        private volatile Optional<String> problem = Optional.empty();

        public void breakWith(String reason) {
            problem = Optional.of(reason);
        }

        public void mend() {
            problem = Optional.empty();
        }

        private void check() {
            problem.ifPresent(reason -> {
                throw new HistoryUnavailable(reason, new IllegalStateException("disk"));
            });
        }

        @Override
        public void keep(Prediction prediction) {
            check();
            kept.put(Position.of(prediction), prediction);
        }

        @Override
        public List<Prediction> list(int limit, Optional<Position> after) {
            check();
            return after.map(position -> kept.tailMap(position, false)).orElse(kept).values().stream().limit(limit)
                    .toList();
        }

        @Override
        public Optional<Prediction> find(UUID id) {
            check();
            return kept.values().stream().filter(prediction -> prediction.id().equals(id)).findFirst();
        }

        @Override
        public boolean delete(UUID id) {
            return find(id).map(prediction -> kept.remove(Position.of(prediction))).isPresent();
        }

        @Override
        public Optional<String> problem() {
            return problem;
        }

        @Override
        public void close() {
            breakWith("closed");
        }
    }
}
