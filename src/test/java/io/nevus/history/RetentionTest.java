package io.nevus.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nevus.triage.Prediction;
import io.nevus.triage.Verdict;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old predictions go, and only those. */
class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration LONGEST = Duration.ofDays(30);

    @TempDir
    private Path folder;

    private static Prediction prediction(Instant time) {
        return new Prediction(UUID.randomUUID(), time, Verdict.NON_CANCER, Optional.empty());
    }

    @Test
    void deletesWhatIsTooOldAndNothingElse() throws Exception {
        try (var history = SqliteHistory.open(folder.resolve("history.db"))) {
            IntStream.range(0, 1200).parallel().forEach(n ->
                    history.keep(prediction(NOW.minus(LONGEST).minusMillis(1 + n % 900))));
            List<Prediction> young = IntStream.range(0, 30)
                    .mapToObj(days -> prediction(NOW.minus(Duration.ofDays(days)))).toList();
            young.forEach(history::keep);
            Prediction justYoungEnough = prediction(NOW.minus(LONGEST).plusMillis(1));
            history.keep(justYoungEnough);
            try (var _ = new Retention(history, LONGEST, Clock.fixed(NOW, ZoneOffset.UTC))) {
                long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
                while (history.list(2000, Optional.empty()).size() > 31 && System.nanoTime() < end) {
                    Thread.sleep(50);
                }
            }
            assertEquals(31, history.list(2000, Optional.empty()).size());
            assertEquals(justYoungEnough, history.list(2000, Optional.empty()).getLast());
        }
    }
}
