package io.nevus.triage;

import io.nevus.triage.Examination.Judged;
import io.nevus.triage.Examination.Refused;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a reading into an examination: refuse, or calibrate and compare with the threshold.
 *
 * @param threshold the operating point on malignancy, 0 to 1
 */
public record Triage(Calibration calibration, double threshold, Gate gate, String modelVersion) {

    public Examination examine(Reading reading) {
        return gate.refuse(reading.quality(), reading.strangeness())
                .<Examination>map(Refused::new)
                .orElseGet(() -> judge(reading));
    }

    private Judged judge(Reading reading) {
        double[] values = calibration.probabilities(reading.logits());
        Map<LesionClass, Double> probabilities = new EnumMap<>(LesionClass.class);
        for (LesionClass diagnosis : LesionClass.values()) {
            probabilities.put(diagnosis, values[diagnosis.ordinal()]);
        }
        double malignancy = calibration.malignancy(reading.logits());
        Verdict verdict = malignancy >= threshold ? Verdict.CANCER : Verdict.NON_CANCER;
        return new Judged(verdict, malignancy, threshold, probabilities,
                Optional.of(heatMap(reading, verdict, probabilities)), modelVersion);
    }

    /** The evidence for the likeliest class on the verdict's side, over the mean of all classes (Zhou et al., 2016). */
    private static HeatMap heatMap(Reading reading, Verdict verdict, Map<LesionClass, Double> probabilities) {
        int shown = probabilities.entrySet().stream()
                .filter(entry -> entry.getKey().malignant() == (verdict == Verdict.CANCER))
                .max(Comparator.comparingDouble(Map.Entry::getValue)).orElseThrow().getKey().ordinal();
        int classes = reading.logits().length;
        List<Double> evidence = new ArrayList<>();
        double highest = 0;
        for (int start = 0; start < reading.activations().length; start += classes) {
            double mean = 0;
            for (int i = 0; i < classes; i++) {
                mean += reading.activations()[start + i] / classes;
            }
            double value = Math.max(0, reading.activations()[start + shown] - mean);
            evidence.add(value);
            highest = Math.max(highest, value);
        }
        double scale = highest > 0 ? highest : 1;
        return new HeatMap(reading.rows(), reading.columns(), evidence.stream().map(value -> value / scale).toList());
    }
}
