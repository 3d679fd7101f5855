package io.nevus.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.triage.Calibration;
import io.nevus.triage.LesionClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FittingTest {

    private static final Calibration EVEN = new Calibration(1, new double[7]);

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
        assertTrue(Figure.ECE.of(Scores.of(scores, fitted, 1)) < 0.02);
        assertTrue(Figure.ECE.of(Scores.of(scores, EVEN, 1)) > 0.1);
    }

    @Test
    void theThresholdKeepsTheSensitivity() {
        List<Scored> scores = drawnAtTemperature(1);
        double threshold = Fitting.threshold(scores, EVEN);
        Scores scored = Scores.of(scores, EVEN, threshold);
        assertEquals(0.95, Figure.SENSITIVITY.of(scored), 0.001);
        assertEquals(Figure.SPECIFICITY_AT_95.of(scored), Figure.SPECIFICITY.of(scored), 0.002);
        assertTrue(Figure.SPECIFICITY.of(scored) > Figure.SPECIFICITY.of(Scores.of(scores, EVEN, threshold * 0.9)));
    }

    @Test
    void theThresholdsIntervalHoldsTheThresholdOfOtherLesions() {
        List<Scored> all = distinct(drawnAtTemperature(1));
        double ofAll = Fitting.threshold(all, EVEN);
        OperatingPoint point = OperatingPoint.of(all.subList(0, 1000), EVEN, 1);
        assertEquals(Fitting.threshold(all.subList(0, 1000), EVEN), point.threshold().value());
        assertTrue(point.threshold().low() < ofAll && ofAll < point.threshold().high(), point + " without " + ofAll);
        assertTrue(point.threshold().high() - point.threshold().low() < 0.2, point.toString());
        assertTrue(point.sensitivity().low() < 0.95 && 0.95 < point.sensitivity().high(), point.toString());
        assertTrue(point.sensitivity().high() - point.sensitivity().low() < 0.06, point.toString());
    }

    private static List<Scored> distinct(List<Scored> scores) {
        return IntStream.range(0, scores.size()).mapToObj(i -> new Scored(
                new Example("x" + i, "x" + i, scores.get(i).example().diagnosis()), scores.get(i).logits())).toList();
    }
}
