package io.nevus.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.triage.Calibration;
import io.nevus.triage.LesionClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private static final Calibration EVEN = new Calibration(1, new double[7]);

    private static Scored scored(LesionClass truth, LesionClass said, float sureness) {
        float[] logits = new float[7];
        logits[said.ordinal()] = sureness;
        return new Scored(new Example("x", "x", truth), logits);
    }

    @Test
    void balancedAccuracyWeighsClassesAlike() {
        List<Scored> scores = List.of(scored(LesionClass.NV, LesionClass.NV, 1), scored(LesionClass.NV, LesionClass.NV, 1),
                scored(LesionClass.NV, LesionClass.NV, 1), scored(LesionClass.MEL, LesionClass.NV, 1));
        assertEquals(0.5, Metrics.balancedAccuracy(scores), 1e-12);
        assertEquals(0.75, Metrics.accuracy(scores), 1e-12);
    }

    @Test
    void aucCountsOrderedPairsAndHalfOfTies() {
        assertEquals(1, Metrics.auc(new double[] {1, 2, 3, 4}, List.of(false, false, true, true)), 1e-12);
        assertEquals(0.75, Metrics.auc(new double[] {1, 3, 2, 4}, List.of(false, false, true, true)), 1e-12);
        assertEquals(0.5, Metrics.auc(new double[] {1, 1, 1, 1}, List.of(false, true, false, true)), 1e-12);
    }

    /** Draws lesions, then diagnoses with just the probabilities that logits at temperature 2 stand for. */
    private static List<Scored> drawnAtTemperature(double temperature) {
        Random random = new Random(5);
        List<Scored> scores = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            float[] logits = new float[7];
            for (int j = 0; j < 7; j++) {
                logits[j] = (float) (3 * random.nextGaussian());
            }
            double[] probabilities = new Calibration(temperature, new double[7]).probabilities(logits);
            double left = random.nextDouble();
            int truth = 0;
            while (truth < 6 && (left -= probabilities[truth]) > 0) {
                truth++;
            }
            scores.add(new Scored(new Example("x", "x", LesionClass.values()[truth]), logits));
        }
        return scores;
    }

    @Test
    void theTemperatureIsFound() {
        List<Scored> scores = drawnAtTemperature(2);
        Calibration fitted = Fitting.calibrate(scores, new double[7]);
        assertEquals(2, fitted.temperature(), 0.1);
        assertTrue(Metrics.calibrationError(scores, fitted) < 0.02);
        assertTrue(Metrics.calibrationError(scores, EVEN) > 0.1);
    }

    @Test
    void theThresholdKeepsTheSensitivity() {
        List<Scored> scores = drawnAtTemperature(1);
        double threshold = Fitting.threshold(scores, EVEN);
        assertEquals(0.95, Metrics.sensitivity(scores, EVEN, threshold), 0.001);
        assertTrue(Metrics.specificity(scores, EVEN, threshold) > Metrics.specificity(scores, EVEN, threshold * 0.9));
    }
}
