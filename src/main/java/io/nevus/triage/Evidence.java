package io.nevus.triage;

import java.util.Map;

/**
 * What a verdict rests on.
 *
 * @param malignancy    calibrated probability of a malignant lesion, 0 to 1
 * @param threshold     the operating point the verdict was given at, 0 to 1
 * @param probabilities calibrated probability of each lesion class, 0 to 1; empty for a model without classes
 */
public record Evidence(double malignancy, double threshold, Map<LesionClass, Double> probabilities,
                       String modelVersion) {

    /** @throws IllegalArgumentException when a probability is none */
    public Evidence {
        probabilities = Map.copyOf(probabilities);
        requireProbability(malignancy);
        requireProbability(threshold);
        probabilities.values().forEach(Evidence::requireProbability);
    }

    private static void requireProbability(double value) {
        if (!(value >= 0 && value <= 1)) { // NaN is neither
            throw new IllegalArgumentException(value + " is no probability");
        }
    }
}
