package io.nevus.train;

import io.nevus.triage.Calibration;
import io.nevus.triage.LesionClass;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/** Figures of merit of a set of scored pictures. */
final class Metrics {

    private static final int BINS = 15;
    private static final double RAREST = 1e-6;

    private Metrics() {
    }

    /** Mean recall of the classes that occur, with the likeliest class of the balanced posterior. */
    static double balancedAccuracy(List<Scored> scores) {
        return Arrays.stream(LesionClass.values()).mapToDouble(diagnosis -> recall(scores, diagnosis))
                .filter(Double::isFinite).average().orElse(Double.NaN);
    }

    static double accuracy(List<Scored> scores) {
        return scores.stream().filter(s -> predicted(s) == s.example().diagnosis()).count() / (double) scores.size();
    }

    /** Share of a class's pictures that are told as such; not a number when there is none. */
    static double recall(List<Scored> scores, LesionClass diagnosis) {
        var members = scores.stream().filter(s -> s.example().diagnosis() == diagnosis).toList();
        return members.isEmpty() ? Double.NaN
                : members.stream().filter(s -> predicted(s) == diagnosis).count() / (double) members.size();
    }

    private static LesionClass predicted(Scored score) {
        return LesionClass.values()[IntStream.range(0, score.logits().length).boxed()
                .max(Comparator.comparing(i -> score.logits()[i])).orElseThrow()];
    }

    /** Logarithm of each class's share of the examples, by its ordinal; that of an absent class is low but finite. */
    static double[] logPrior(List<Example> examples) {
        return Arrays.stream(LesionClass.values()).mapToDouble(diagnosis -> Math.log(Math.max(RAREST,
                examples.stream().filter(e -> e.diagnosis() == diagnosis).count() / (double) examples.size()))).toArray();
    }

    static double malignancyAuc(List<Scored> scores, Calibration calibration) {
        return auc(scores.stream().mapToDouble(s -> calibration.malignancy(s.logits())).toArray(),
                scores.stream().map(s -> s.example().diagnosis().malignant()).toList());
    }

    /** Share of the malignant pictures at or above the threshold. */
    static double sensitivity(List<Scored> scores, Calibration calibration, double threshold) {
        return rate(scores, calibration, true, malignancy -> malignancy >= threshold);
    }

    /** Share of the benign pictures below the threshold. */
    static double specificity(List<Scored> scores, Calibration calibration, double threshold) {
        return rate(scores, calibration, false, malignancy -> malignancy < threshold);
    }

    private static double rate(List<Scored> scores, Calibration calibration, boolean malignant, DoublePredicate right) {
        return scores.stream().filter(s -> s.example().diagnosis().malignant() == malignant)
                .mapToInt(s -> right.test(calibration.malignancy(s.logits())) ? 1 : 0).average().orElse(Double.NaN);
    }

    /** Expected calibration error of the likeliest class: 15 bins of equal width (Guo et al., 2017). */
    static double calibrationError(List<Scored> scores, Calibration calibration) {
        double[] confidence = new double[BINS];
        double[] right = new double[BINS];
        for (Scored scored : scores) {
            double[] probabilities = calibration.probabilities(scored.logits());
            int best = IntStream.range(0, probabilities.length).boxed()
                    .max(Comparator.comparing(i -> probabilities[i])).orElseThrow();
            int bin = Math.min(BINS - 1, (int) (probabilities[best] * BINS));
            confidence[bin] += probabilities[best];
            right[bin] += best == scored.example().diagnosis().ordinal() ? 1 : 0;
        }
        return IntStream.range(0, BINS).mapToDouble(bin -> Math.abs(confidence[bin] - right[bin])).sum() / scores.size();
    }

    /** Probability that a positive ranks above a negative, ties counted half (Mann and Whitney). */
    static double auc(double[] values, List<Boolean> positive) {
        Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        double rankSum = 0;
        for (int start = 0, end; start < order.length; start = end) {
            end = start;
            while (end < order.length && values[order[end]] == values[order[start]]) {
                end++;
            }
            double rank = (start + end + 1) / 2.0;
            rankSum += rank * IntStream.range(start, end).filter(i -> positive.get(order[i])).count();
        }
        double positives = positive.stream().filter(p -> p).count();
        double negatives = positive.size() - positives;
        return (rankSum - positives * (positives + 1) / 2) / (positives * negatives);
    }
}
