package io.nevus.history;

import io.nevus.triage.Evidence;
import io.nevus.triage.LesionClass;
import io.nevus.triage.Prediction;
import io.nevus.triage.Verdict;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Predictions with digits to the last place. */
final class Predictions {

    private static final RandomGenerator RANDOM = RandomGenerator.getDefault();

    private Predictions() {
    }

    static Prediction any() {
        return at(Instant.now());
    }

    static synchronized Prediction at(Instant createdAt) {
        Map<LesionClass, Double> probabilities = new EnumMap<>(LesionClass.class);
        for (LesionClass lesionClass : LesionClass.values()) {
            probabilities.put(lesionClass, RANDOM.nextDouble());
        }
        return new Prediction(UUID.randomUUID(), createdAt, Verdict.values()[RANDOM.nextInt(2)],
                Optional.of(new Evidence(RANDOM.nextDouble(), RANDOM.nextDouble(), probabilities, "test-1")));
    }
}
