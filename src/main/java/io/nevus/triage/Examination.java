package io.nevus.triage;

import java.util.Map;
import java.util.Optional;

/** What comes of looking at one picture: it is judged, or refused with a reason. */
public sealed interface Examination {

    /**
     * @param malignancy    calibrated probability of a malignant lesion, 0 to 1
     * @param threshold     the operating point between the verdicts
     * @param probabilities calibrated probability of each lesion class; empty for a model without classes
     * @param heatMap       absent for a model without one
     */
    record Judged(Verdict verdict, double malignancy, double threshold, Map<LesionClass, Double> probabilities,
                  Optional<HeatMap> heatMap, String modelVersion) implements Examination {

        public Judged {
            probabilities = Map.copyOf(probabilities);
        }
    }

    record Refused(Refusal refusal) implements Examination {
    }
}
