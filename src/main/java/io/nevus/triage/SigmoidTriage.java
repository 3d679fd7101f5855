package io.nevus.triage;

import io.nevus.triage.Examination.Judged;
import java.util.Map;
import java.util.Optional;

/**
 * The rule of models that give one probability and nothing else, such as the course's own: above the threshold, not at
 * it, the verdict is Cancer.
 *
 * @param threshold 0 to 1
 */
public record SigmoidTriage(double threshold, String modelVersion) {

    /** @param probability of a malignant lesion, as the network gives it */
    public Examination examine(double probability) {
        Verdict verdict = probability > threshold ? Verdict.CANCER : Verdict.NON_CANCER;
        return new Judged(verdict, probability, threshold, Map.of(), Optional.empty(), modelVersion);
    }
}
