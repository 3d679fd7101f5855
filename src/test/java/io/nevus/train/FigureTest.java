package io.nevus.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.triage.Calibration;
import io.nevus.triage.Gate;
import io.nevus.triage.LesionClass;
import io.nevus.triage.Reading;
import io.nevus.triage.Refusal.Reason;
import io.nevus.triage.Triage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every figure on cases small enough to reckon by hand. */
class FigureTest {

    private static final Calibration EVEN = new Calibration(1, new double[7]);
    private static final Reading.Quality GOOD = new Reading.Quality(128, 50, 50, 10);
    private static final Gate GATE = new Gate(50, 200, 5, 1, 3);

    /** Says melanoma with this probability, and nevus with the rest. */
    private static Scored melanoma(LesionClass truth, double probability) {
        float[] logits = new float[7];
        Arrays.fill(logits, -100);
        logits[LesionClass.MEL.ordinal()] = (float) Math.log(probability);
        logits[LesionClass.NV.ordinal()] = (float) Math.log(1 - probability);
        return new Scored(new Example("x", "x", truth), logits);
    }

    /** Nevi at .1, .4 and .8, melanomas at .35, .6 and .9; two of six are taken for the other. */
    private static Scores six(double threshold) {
        return Scores.of(List.of(melanoma(LesionClass.NV, 0.1), melanoma(LesionClass.NV, 0.4),
                melanoma(LesionClass.NV, 0.8), melanoma(LesionClass.MEL, 0.35), melanoma(LesionClass.MEL, 0.6),
                melanoma(LesionClass.MEL, 0.9)), EVEN, threshold);
    }

    @Test
    void classesAreToldByTheirLikeliest() {
        assertEquals(4 / 6.0, Figure.ACCURACY.of(six(0.5)), 1e-9);
        Scores uneven = Scores.of(List.of(melanoma(LesionClass.NV, 0.1), melanoma(LesionClass.NV, 0.2),
                melanoma(LesionClass.NV, 0.3), melanoma(LesionClass.MEL, 0.2)), EVEN, 0.5);
        assertEquals(0.75, Figure.ACCURACY.of(uneven), 1e-9);
        assertEquals(0.5, Figure.BALANCED_ACCURACY.of(uneven), 1e-9);
    }

    @Test
    void theClassIsDecidedWithoutThePriorAndTheRiskWithIt() {
        double[] nevi = new double[7];
        nevi[LesionClass.NV.ordinal()] = Math.log(9);
        Scores scores = Scores.of(List.of(melanoma(LesionClass.MEL, 0.6)), new Calibration(1, nevi), 0.5);
        assertEquals(1, Figure.ACCURACY.of(scores));
        assertEquals(0, Figure.SENSITIVITY.of(scores), "0.6 against 9 times 0.4 is a malignancy of 0.14");
    }

    @Test
    void recallAndPrecisionOfClasses() {
        Confusion confusion = six(0.5).confusion(six(0.5).once());
        assertEquals(2 / 3.0, confusion.recall(LesionClass.MEL), 1e-9);
        assertEquals(2 / 3.0, confusion.precision(LesionClass.MEL), 1e-9);
        assertTrue(Double.isNaN(confusion.recall(LesionClass.DF)), "no pictures");
        assertTrue(Double.isNaN(confusion.precision(LesionClass.DF)), "never said");
    }

    @Test
    void rankingOfMalignancy() {
        // Of the nine pairs, .35 loses to .4 and .8, and .6 to .8
        assertEquals(6 / 9.0, Figure.MALIGNANCY_AUC.of(six(0.5)), 1e-9);
        assertEquals(6 / 9.0, Figure.MACRO_AUC.of(six(0.5)), 1e-6);
        // Melanomas come first, third and fifth
        assertEquals((1 + 2 / 3.0 + 3 / 5.0) / 3, Figure.AVERAGE_PRECISION.of(six(0.5)), 1e-9);
        // All three are found from .35 on, where .1 alone is below
        assertEquals(1 / 3.0, Figure.SPECIFICITY_AT_95.of(six(0.5)), 1e-9);
    }

    @Test
    void tiesCountHalf() {
        boolean[] positive = {false, true, false, true};
        assertEquals(0.5, new Ranking(new double[] {1, 1, 1, 1}, positive).auc(ones(4)), 1e-12);
        assertEquals(0.5, new Ranking(new double[] {1, 1, 1, 1}, positive).averagePrecision(ones(4)), 1e-12);
        assertEquals(0, new Ranking(new double[] {1, 1, 1, 1}, positive).specificityAt(0.95, ones(4)), 1e-12);
        assertEquals(0.875, new Ranking(new double[] {1, 2, 2, 3}, positive).auc(ones(4)), 1e-12);
    }

    @Test
    void weightsStandForRepeatedPictures() {
        double[] values = {0.2, 0.7, 0.7, 0.4, 0.9};
        boolean[] positive = {false, true, false, true, false};
        double[] repeatedValues = {0.2, 0.2, 0.7, 0.7, 0.4, 0.4, 0.4};
        boolean[] repeatedPositive = {false, false, true, false, true, true, true};
        double[] weights = {2, 1, 1, 3, 0};
        Ranking weighted = new Ranking(values, positive);
        Ranking repeated = new Ranking(repeatedValues, repeatedPositive);
        assertEquals(repeated.auc(ones(7)), weighted.auc(weights), 1e-12);
        assertEquals(repeated.averagePrecision(ones(7)), weighted.averagePrecision(weights), 1e-12);
        assertEquals(repeated.specificityAt(0.95, ones(7)), weighted.specificityAt(0.95, weights), 1e-12);
    }

    private static double[] ones(int n) {
        return IntStream.range(0, n).mapToDouble(i -> 1).toArray();
    }

    @Test
    void theThresholdBelongsToCancer() {
        assertEquals(2 / 3.0, Figure.SENSITIVITY.of(six(0.5)), 1e-9);
        assertEquals(2 / 3.0, Figure.SPECIFICITY.of(six(0.5)), 1e-9);
        Scores atThreshold = Scores.of(List.of(melanoma(LesionClass.MEL, 0.25)), EVEN,
                EVEN.malignancy(melanoma(LesionClass.MEL, 0.25).logits()));
        assertEquals(1, Figure.SENSITIVITY.of(atThreshold));
    }

    @Test
    void calibrationErrorAndBrierScore() {
        // Four of .8 of which three are right, two of .6 of which none is
        Scores scores = Scores.of(List.of(melanoma(LesionClass.MEL, 0.8), melanoma(LesionClass.MEL, 0.8),
                melanoma(LesionClass.MEL, 0.8), melanoma(LesionClass.NV, 0.8), melanoma(LesionClass.NV, 0.605),
                melanoma(LesionClass.NV, 0.605)), EVEN, 0.5);
        assertEquals((4 * 0.05 + 2 * 0.605) / 6, Figure.ECE.of(scores), 1e-6);
        double brier = (3 * 2 * 0.2 * 0.2 + 2 * 0.8 * 0.8 + 2 * 2 * 0.605 * 0.605) / 6;
        assertEquals(brier, Figure.BRIER.of(scores), 1e-6);
    }

    @Test
    void beforeCalibrationTheTemperatureIsOne() {
        List<Scored> scored = List.of(melanoma(LesionClass.MEL, 0.8));
        Scores cooled = Scores.of(scored, new Calibration(0.5, new double[7]), 0.5);
        assertEquals(0.2, Figure.ECE_BEFORE.of(cooled), 1e-6);
        assertEquals(1 - 0.64 / (0.64 + 0.04), Figure.ECE.of(cooled), 1e-6);
    }

    private static Readings.Read read(LesionClass truth, double probability, double strangeness) {
        return new Readings.Read(new Example("x", "x", truth),
                new Reading(melanoma(truth, probability).logits(), new float[7], 1, 1, GOOD, strangeness));
    }

    @Test
    void refusedPicturesCountOnlyWhereItSaysSo() {
        Readings readings = new Readings(List.of(read(LesionClass.MEL, 0.9, 1), read(LesionClass.MEL, 0.9, 5),
                read(LesionClass.NV, 0.1, 1)), List.of(
                new Readings.Unread(new Example("small", "small", LesionClass.MEL), Reason.TOO_SMALL, "too small"),
                new Readings.Unread(new Example("gone", "gone", LesionClass.MEL), Reason.UNREADABLE, "no such picture")));
        Scores scores = Scores.of(readings, new Triage(EVEN, 0.5, GATE, "test"));
        assertEquals(3, scores.size());
        assertEquals(1, Figure.SENSITIVITY.of(scores));
        assertEquals(1 / 3.0, Figure.SENSITIVITY_AFTER_REFUSALS.of(scores), 1e-9);
        assertEquals(2 / 4.0, Figure.REFUSAL_RATE.of(scores), 1e-9);
        assertEquals(List.of("gone: no such picture"), readings.broken());
    }

    @Test
    void mcNemarIsTheBinomialTest() {
        assertEquals(1, new McNemar(0, 0).pValue(), 1e-12);
        assertEquals(2 * (1 + 10) / 1024.0, new McNemar(9, 1).pValue(), 1e-12);
        assertEquals(1, new McNemar(5, 5).pValue(), 1e-12);
        assertEquals(new McNemar(3, 30).pValue(), new McNemar(30, 3).pValue(), 1e-15);
        assertTrue(new McNemar(3000, 2000).pValue() < 1e-12, "no underflow to a wrong answer");
    }

    @Test
    void riskFallsWhenOnlyTheSurestAreDecided() {
        RiskCoverage curve = RiskCoverage.of(List.of(melanoma(LesionClass.MEL, 0.6), melanoma(LesionClass.MEL, 0.9),
                melanoma(LesionClass.NV, 0.8), melanoma(LesionClass.NV, 0.3)), 1);
        assertArrayEquals(new double[] {0, 1 / 2.0, 1 / 3.0, 1 / 4.0}, curve.risks(), 1e-12);
        assertArrayEquals(new double[] {0.25, 0.5, 0.75, 1}, curve.coverages(), 1e-12);
        assertEquals((1 / 2.0 + 1 / 3.0 + 1 / 4.0) / 4, curve.area(), 1e-12);
    }
}
