package io.nevus.triage;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The record of one judged picture, which is all that is ever kept of it.
 *
 * @param createdAt to the millisecond
 * @param evidence  absent where another program of the course wrote the record: it tells the verdict only
 */
public record Prediction(UUID id, Instant createdAt, Verdict verdict, Optional<Evidence> evidence) {

    public Prediction {
        createdAt = Instant.ofEpochMilli(createdAt.toEpochMilli());
    }

    /** Gives a judgement its id and its time. */
    public static Prediction of(Examination.Judged judged, UUID id, Instant createdAt) {
        return new Prediction(id, createdAt, judged.verdict(), Optional.of(new Evidence(judged.malignancy(),
                judged.threshold(), judged.probabilities(), judged.modelVersion())));
    }

    public String suggestion() {
        return verdict.suggestion();
    }
}
