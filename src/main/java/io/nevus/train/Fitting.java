package io.nevus.train;

import io.nevus.triage.Calibration;
import io.nevus.triage.Gate;
import io.nevus.triage.Reading;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Chooses the numbers of the model card on held-out lesions. */
final class Fitting {

    static final double SENSITIVITY = 0.95;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private Fitting() {
    }

    /** The temperature between 0.2 and 5 of least log loss, by golden-section search. */
    static Calibration calibrate(List<Scored> scores, double[] logPrior) {
        double low = Math.log(0.2);
        double high = Math.log(5);
        while (high - low > 1e-4) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (logLoss(scores, new Calibration(Math.exp(left), logPrior))
                    < logLoss(scores, new Calibration(Math.exp(right), logPrior))) {
                high = right;
            } else {
                low = left;
            }
        }
        return new Calibration(Math.exp((low + high) / 2), logPrior);
    }

    /** Mean negative log-likelihood of the true classes, in nats. */
    static double logLoss(List<Scored> scores, Calibration calibration) {
        return scores.stream().mapToDouble(s -> -Math.log(Math.max(1e-12,
                calibration.probabilities(s.logits())[s.example().diagnosis().ordinal()]))).average().orElse(Double.NaN);
    }

    /** The highest threshold at which {@value #SENSITIVITY} of the malignant pictures get the verdict Cancer. */
    static double threshold(List<Scored> scores, Calibration calibration) {
        double[] malignancies = scores.stream().filter(s -> s.example().diagnosis().malignant())
                .mapToDouble(s -> calibration.malignancy(s.logits())).sorted().toArray();
        if (malignancies.length == 0) {
            throw new TrainingException("No malignant lesion was held out, so no threshold can be chosen: use more data");
        }
        double threshold = malignancies[(int) Math.floor((1 - SENSITIVITY) * malignancies.length)];
        return Math.clamp(threshold, 1e-6, 1 - 1e-6);
    }

    /** Limits beyond those of nearly all true lesions, with room for other cameras. */
    static Gate gate(List<Reading> lesions) {
        return new Gate(
                0.6 * quantile(lesions, 0.002, r -> r.quality().luminance()),
                255 - 0.6 * (255 - quantile(lesions, 0.998, r -> r.quality().luminance())),
                0.25 * quantile(lesions, 0.002, r -> r.quality().colour()),
                0.7 * quantile(lesions, 0.002, r -> r.quality().sharpness()),
                quantile(lesions, 0.987, Reading::strangeness));
    }

    private static double quantile(List<Reading> readings, double share, ToDoubleFunction<Reading> value) {
        double[] sorted = readings.stream().mapToDouble(value).sorted().toArray();
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
