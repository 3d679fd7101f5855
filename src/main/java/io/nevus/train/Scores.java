package io.nevus.train;

import io.nevus.triage.Calibration;
import io.nevus.triage.LesionClass;
import io.nevus.triage.Triage;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a model says of labelled pictures, laid out so that a figure of any resample is one pass over arrays. The class
 * is decided by the balanced posterior; probabilities and malignancy have the prior. Weights are how often each of the
 * {@link #examples} counts: first those that the network read, then those whose header was refused.
 */
final class Scores {

    private final List<Example> examples;
    private final int[] truth;
    private final int[] said;
    private final boolean[] malignant;
    private final boolean[] refused;
    private final double[] malignancy;
    private final double threshold;
    final Ranking byMalignancy;
    final Reliability uncalibrated;
    final Reliability calibrated;
    private final List<Ranking> byClass;

    /** @param refused of each example; those without a score are refused by their header */
    private Scores(List<Example> examples, List<Scored> scored, Calibration calibration, double threshold,
                   boolean[] refused) {
        this.examples = examples;
        this.threshold = threshold;
        this.refused = refused;
        truth = examples.stream().mapToInt(e -> e.diagnosis().ordinal()).toArray();
        malignant = new boolean[truth.length];
        IntStream.range(0, truth.length).forEach(i -> malignant[i] = examples.get(i).diagnosis().malignant());
        said = scored.stream().mapToInt(s -> s.said().ordinal()).toArray();
        malignancy = scored.stream().mapToDouble(s -> calibration.malignancy(s.logits())).toArray();
        double[][] probabilities = probabilities(scored, calibration);
        byMalignancy = new Ranking(malignancy, malignant);
        byClass = Arrays.stream(LesionClass.values())
                .map(diagnosis -> oneAgainstRest(probabilities, diagnosis)).toList();
        calibrated = new Reliability(probabilities, truth);
        uncalibrated = new Reliability(probabilities(scored, new Calibration(1, calibration.logPrior())), truth);
    }

    static Scores of(Readings readings, Triage triage) {
        List<Readings.Unread> barred = readings.unread().stream().filter(Readings.Unread::barred).toList();
        List<Example> examples = Stream.concat(readings.examples().stream(),
                barred.stream().map(Readings.Unread::example)).toList();
        boolean[] refused = new boolean[examples.size()];
        Arrays.fill(refused, true);
        for (int i = 0; i < readings.read().size(); i++) {
            var reading = readings.read().get(i).reading();
            refused[i] = triage.gate().refuse(reading.quality(), reading.strangeness()).isPresent();
        }
        return new Scores(examples, readings.scored(), triage.calibration(), triage.threshold(), refused);
    }

    /** Of a model without a gate. */
    static Scores of(List<Scored> scored, Calibration calibration, double threshold) {
        return new Scores(scored.stream().map(Scored::example).toList(), scored, calibration, threshold,
                new boolean[scored.size()]);
    }

    private static double[][] probabilities(List<Scored> scored, Calibration calibration) {
        return scored.stream().map(s -> calibration.probabilities(s.logits())).toArray(double[][]::new);
    }

    private Ranking oneAgainstRest(double[][] probabilities, LesionClass diagnosis) {
        boolean[] positive = new boolean[truth.length];
        IntStream.range(0, truth.length).forEach(i -> positive[i] = truth[i] == diagnosis.ordinal());
        return new Ranking(Arrays.stream(probabilities).mapToDouble(p -> p[diagnosis.ordinal()]).toArray(), positive);
    }

    List<Example> examples() {
        return examples;
    }

    /** How many pictures the network read. */
    int size() {
        return said.length;
    }

    /** Weights with which every picture counts once. */
    double[] once() {
        double[] weights = new double[truth.length];
        Arrays.fill(weights, 1);
        return weights;
    }

    boolean right(int picture) {
        return said[picture] == truth[picture];
    }

    boolean alarm(int picture) {
        return malignancy[picture] >= threshold;
    }

    Confusion confusion(double[] weights) {
        double[][] counts = new double[LesionClass.values().length][LesionClass.values().length];
        for (int i = 0; i < said.length; i++) {
            counts[truth[i]][said[i]] += weights[i];
        }
        return new Confusion(counts);
    }

    /** Mean over the classes that can be ranked against others; a class without pictures is left out. */
    double macroAuc(double[] weights) {
        return byClass.stream().mapToDouble(ranking -> ranking.auc(weights)).filter(Double::isFinite).average()
                .orElse(Double.NaN);
    }

    /** Share of the malignant pictures that get the verdict Cancer, were no picture refused. */
    double sensitivity(double[] weights) {
        return share(weights, said.length, i -> malignant[i], this::alarm);
    }

    /** The same, with refused pictures taken for missed. */
    double sensitivityAfterRefusals(double[] weights) {
        return share(weights, truth.length, i -> malignant[i], i -> !refused[i] && alarm(i));
    }

    double specificity(double[] weights) {
        return share(weights, said.length, i -> !malignant[i], i -> !alarm(i));
    }

    double refusalRate(double[] weights) {
        return share(weights, truth.length, i -> true, i -> refused[i]);
    }

    /** Of the first so many examples. */
    private static double share(double[] weights, int examples, IntPredicate among, IntPredicate hit) {
        double hits = 0;
        double all = 0;
        for (int i = 0; i < examples; i++) {
            if (among.test(i)) {
                all += weights[i];
                hits += hit.test(i) ? weights[i] : 0;
            }
        }
        return hits / all;
    }
}
