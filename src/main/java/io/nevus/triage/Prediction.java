package io.nevus.triage;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * The record of one judged picture, which is all that is ever kept of it.
 *
 * @param createdAt     to the millisecond
 * @param malignancy    calibrated probability of a malignant lesion, 0 to 1
 * @param threshold     the operating point the verdict was given at
 * @param probabilities calibrated probability of each lesion class; empty for a model without classes
 */
public record Prediction(UUID id, Instant createdAt, Verdict verdict, double malignancy, double threshold,
                         Map<LesionClass, Double> probabilities, String modelVersion) {

    public Prediction {
        createdAt = Instant.ofEpochMilli(createdAt.toEpochMilli());
        probabilities = Map.copyOf(probabilities);
    }

    /** Gives a judgement its id and its time. */
    public static Prediction of(Examination.Judged judged, UUID id, Instant createdAt) {
        return new Prediction(id, createdAt, judged.verdict(), judged.malignancy(), judged.threshold(),
                judged.probabilities(), judged.modelVersion());
    }

    public String suggestion() {
        return verdict.suggestion();
    }
}
