package io.nevus.train;

import java.util.Arrays;
import java.util.stream.IntStream;

/** How far probabilities can be taken at their word. */
final class Reliability {

    static final int BINS = 15;

    private final double[] confidence;
    private final boolean[] right;
    private final double[] brier;

    /**
     * One of {@value #BINS} bins of equal width, by the probability of the likeliest class.
     *
     * @param confidence mean of that probability; not a number in an empty bin
     * @param accuracy   share of the pictures of which it is the true class
     */
    record Bin(double weight, double confidence, double accuracy) {
    }

    Reliability(double[][] probabilities, int[] truth) {
        int n = probabilities.length;
        confidence = new double[n];
        right = new boolean[n];
        brier = new double[n];
        for (int i = 0; i < n; i++) {
            int best = best(probabilities[i]);
            confidence[i] = probabilities[i][best];
            right[i] = best == truth[i];
            for (int j = 0; j < probabilities[i].length; j++) {
                brier[i] += Math.pow(probabilities[i][j] - (j == truth[i] ? 1 : 0), 2);
            }
        }
    }

    private static int best(double[] values) {
        return IntStream.range(0, values.length).reduce((a, b) -> values[b] > values[a] ? b : a).orElseThrow();
    }

    Bin[] bins(double[] weights) {
        double[][] sums = new double[BINS][3];
        for (int i = 0; i < confidence.length; i++) {
            double[] sum = sums[Math.min(BINS - 1, (int) (confidence[i] * BINS))];
            sum[0] += weights[i];
            sum[1] += weights[i] * confidence[i];
            sum[2] += right[i] ? weights[i] : 0;
        }
        return Arrays.stream(sums).map(sum -> new Bin(sum[0], sum[1] / sum[0], sum[2] / sum[0])).toArray(Bin[]::new);
    }

    /** Expected calibration error of the likeliest class (Guo et al., 2017). */
    double error(double[] weights) {
        double sum = 0;
        double all = 0;
        for (Bin bin : bins(weights)) {
            sum += bin.weight() > 0 ? bin.weight() * Math.abs(bin.confidence() - bin.accuracy()) : 0;
            all += bin.weight();
        }
        return sum / all;
    }

    /** Mean squared distance of the seven probabilities from the truth: 0 (perfect) to 2. */
    double brier(double[] weights) {
        double sum = 0;
        double all = 0;
        for (int i = 0; i < brier.length; i++) {
            sum += weights[i] * brier[i];
            all += weights[i];
        }
        return sum / all;
    }
}
