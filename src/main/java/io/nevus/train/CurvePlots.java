package io.nevus.train;

import java.awt.Color;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Plots of how well malignancy ranks, how far probabilities hold, and what refusing to guess would gain. */
final class CurvePlots {

    private CurvePlots() {
    }

    static XYChart roc(Evaluation evaluation) {
        XYChart chart = PlotStyle.shares("ROC of malignancy", "False positive rate (1 − specificity)",
                "True positive rate (sensitivity)");
        Ranking.Curve curve = curve(evaluation);
        PlotStyle.line(chart, "AUC " + told(evaluation, Figure.MALIGNANCY_AUC),
                shares(curve.negatives(), curve.allNegatives()), shares(curve.positives(), curve.allPositives()),
                PlotStyle.BLUE);
        PlotStyle.reference(chart, "Chance", 0, 1);
        PlotStyle.point(chart, "Threshold %s".formatted(three(evaluation.triage().threshold())),
                1 - value(evaluation, Figure.SPECIFICITY), value(evaluation, Figure.SENSITIVITY));
        return chart;
    }

    static XYChart precisionRecall(Evaluation evaluation) {
        XYChart chart = PlotStyle.shares("Precision and recall of malignancy", "Recall (sensitivity)", "Precision");
        chart.getStyler().setLegendPosition(LegendPosition.InsideSW);
        Ranking.Curve curve = curve(evaluation);
        int[] steps = IntStream.range(1, curve.positives().length).toArray();
        PlotStyle.line(chart, "Average precision " + told(evaluation, Figure.AVERAGE_PRECISION),
                Arrays.stream(steps).mapToDouble(k -> curve.positives()[k] / curve.allPositives()).toArray(),
                Arrays.stream(steps).mapToDouble(k -> precision(curve, k)).toArray(), PlotStyle.BLUE);
        double share = curve.allPositives() / (curve.allPositives() + curve.allNegatives());
        PlotStyle.reference(chart, "Chance", share, share);
        int chosen = Arrays.stream(steps).filter(k -> curve.thresholds()[k] >= evaluation.triage().threshold()).max()
                .orElse(0);
        if (chosen > 0) {
            PlotStyle.point(chart, "Threshold %s".formatted(three(evaluation.triage().threshold())),
                    curve.positives()[chosen] / curve.allPositives(), precision(curve, chosen));
        }
        return chart;
    }

    private static double precision(Ranking.Curve curve, int k) {
        return curve.positives()[k] / (curve.positives()[k] + curve.negatives()[k]);
    }

    static XYChart reliability(Evaluation evaluation) {
        XYChart chart = PlotStyle.shares("Reliability of the likeliest class",
                "Probability of the likeliest class (mean of bin)", "Share of pictures of which it is right");
        PlotStyle.reference(chart, "Perfect", 0, 1);
        bins(chart, "Before calibration, ECE " + told(evaluation, Figure.ECE_BEFORE), evaluation.scores().uncalibrated,
                evaluation.scores().once(), PlotStyle.VERMILION, SeriesMarkers.SQUARE);
        bins(chart, "After calibration, ECE " + told(evaluation, Figure.ECE), evaluation.scores().calibrated,
                evaluation.scores().once(), PlotStyle.BLUE, SeriesMarkers.CIRCLE);
        return chart;
    }

    private static void bins(XYChart chart, String name, Reliability reliability, double[] once, Color colour,
                             Marker marker) {
        Reliability.Bin[] bins = Arrays.stream(reliability.bins(once)).filter(bin -> bin.weight() > 0)
                .toArray(Reliability.Bin[]::new);
        PlotStyle.line(chart, name, Arrays.stream(bins).mapToDouble(Reliability.Bin::confidence).toArray(),
                Arrays.stream(bins).mapToDouble(Reliability.Bin::accuracy).toArray(), colour, PlotStyle.LINE, marker);
    }

    /** Were only the surest decisions kept. */
    static XYChart riskCoverage(Evaluation evaluation) {
        XYChart chart = PlotStyle.chart("Risk against coverage",
                "Coverage (share of pictures decided, the surest first)", "Risk (share of wrong classes among them)");
        RiskCoverage curve = RiskCoverage.of(evaluation.readings().scored(),
                evaluation.triage().calibration().temperature());
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0).setYAxisMin(0.0);
        PlotStyle.line(chart, "The surest decided (area %s)".formatted(three(curve.area())), curve.coverages(),
                curve.risks(), PlotStyle.BLUE);
        PlotStyle.reference(chart, "All decided, or some at random", curve.full(), curve.full());
        return chart;
    }

    private static Ranking.Curve curve(Evaluation evaluation) {
        return evaluation.scores().byMalignancy.curve(evaluation.scores().once());
    }

    private static double[] shares(double[] weights, double all) {
        return Arrays.stream(weights).map(weight -> weight / all).toArray();
    }

    private static double value(Evaluation evaluation, Figure figure) {
        return evaluation.figures().get(figure).value();
    }

    private static String told(Evaluation evaluation, Figure figure) {
        Estimate estimate = evaluation.figures().get(figure);
        return "%s [%s, %s]".formatted(three(estimate.value()), three(estimate.low()), three(estimate.high()));
    }

    private static String three(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
