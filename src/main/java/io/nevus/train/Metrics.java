package io.nevus.train;

import io.nevus.triage.Calibration;
import io.nevus.triage.LesionClass;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Figures of merit of a set of scored pictures. */
final class Metrics {

    private Metrics() {
    }

    /** Mean recall of the classes that occur, with the likeliest class of the balanced posterior. */
    static double balancedAccuracy(List<Scorer.Score> scores) {
        return Arrays.stream(LesionClass.values()).mapToDouble(diagnosis -> recall(scores, diagnosis))
                .filter(Double::isFinite).average().orElse(Double.NaN);
    }

    static double accuracy(List<Scorer.Score> scores) {
        return scores.stream().filter(s -> predicted(s) == s.example().diagnosis()).count() / (double) scores.size();
    }

    /** Share of a class's pictures that are told as such; not a number when there is none. */
    static double recall(List<Scorer.Score> scores, LesionClass diagnosis) {
        var members = scores.stream().filter(s -> s.example().diagnosis() == diagnosis).toList();
        return members.isEmpty() ? Double.NaN
                : members.stream().filter(s -> predicted(s) == diagnosis).count() / (double) members.size();
    }

    private static LesionClass predicted(Scorer.Score score) {
        return LesionClass.values()[IntStream.range(0, score.logits().length).boxed()
                .max(Comparator.comparing(i -> score.logits()[i])).orElseThrow()];
    }

    /** Logarithm of each class's share of the examples, by its ordinal. */
    static double[] logPrior(List<Example> examples) {
        return Arrays.stream(LesionClass.values()).mapToDouble(diagnosis -> Math.log(
                examples.stream().filter(e -> e.diagnosis() == diagnosis).count() / (double) examples.size())).toArray();
    }

    static double malignancyAuc(List<Scorer.Score> scores, Calibration calibration) {
        return auc(scores.stream().mapToDouble(s -> calibration.malignancy(s.logits())).toArray(),
                scores.stream().map(s -> s.example().diagnosis().malignant()).toList());
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
