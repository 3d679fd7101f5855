package io.nevus.train;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Pictures in falling order of a value, and how well that order tells the positive ones from the others. */
final class Ranking {

    private final boolean[] positive;
    private final int[] order;
    /** Where each run of equal values ends in the order, so that ties count alike. */
    private final int[] ends;
    private final double[] thresholds;

    /**
     * The weight of the pictures at or above each threshold, from none to all; both grow.
     *
     * @param thresholds the first is above all values
     */
    record Curve(double[] thresholds, double[] positives, double[] negatives) {

        double allPositives() {
            return positives[positives.length - 1];
        }

        double allNegatives() {
            return negatives[negatives.length - 1];
        }
    }

    Ranking(double[] values, boolean[] positive) {
        this.positive = positive;
        order = IntStream.range(0, values.length).boxed()
                .sorted(Comparator.comparingDouble(i -> -values[i])).mapToInt(i -> i).toArray();
        ends = IntStream.rangeClosed(1, order.length)
                .filter(i -> i == order.length || values[order[i]] != values[order[i - 1]]).toArray();
        thresholds = new double[ends.length + 1];
        Arrays.setAll(thresholds, k -> k == 0 ? Double.POSITIVE_INFINITY : values[order[ends[k - 1] - 1]]);
    }

    Curve curve(double[] weights) {
        double[] positives = new double[thresholds.length];
        double[] negatives = new double[thresholds.length];
        int next = 0;
        for (int k = 0; k < ends.length; k++) {
            positives[k + 1] = positives[k];
            negatives[k + 1] = negatives[k];
            for (; next < ends[k]; next++) {
                (positive[order[next]] ? positives : negatives)[k + 1] += weights[order[next]];
            }
        }
        return new Curve(thresholds, positives, negatives);
    }

    /** Probability that a positive ranks above a negative, ties counted half (Mann and Whitney). */
    double auc(double[] weights) {
        Curve curve = curve(weights);
        double area = 0;
        for (int k = 1; k < thresholds.length; k++) {
            area += (curve.negatives[k] - curve.negatives[k - 1]) * (curve.positives[k] + curve.positives[k - 1]) / 2;
        }
        return area / (curve.allPositives() * curve.allNegatives());
    }

    /** Precision at each threshold, weighted by the recall that it adds; no interpolation. */
    double averagePrecision(double[] weights) {
        Curve curve = curve(weights);
        double sum = 0;
        for (int k = 1; k < thresholds.length; k++) {
            double gained = curve.positives[k] - curve.positives[k - 1];
            if (gained > 0) {
                sum += gained * curve.positives[k] / (curve.positives[k] + curve.negatives[k]);
            }
        }
        return sum / curve.allPositives();
    }

    /** Share of the negatives below the highest threshold at which that share of the positives is found. */
    double specificityAt(double sensitivity, double[] weights) {
        Curve curve = curve(weights);
        if (curve.allPositives() == 0) {
            return Double.NaN;
        }
        int k = 0;
        while (curve.positives[k] < sensitivity * curve.allPositives() - 1e-9) {
            k++;
        }
        return 1 - curve.negatives[k] / curve.allNegatives();
    }
}
