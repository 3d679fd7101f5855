package io.nevus.bench;

import java.util.Arrays;
import java.util.Collection;

/**
 * Numbers that were measured. All of them are kept, so that its quantiles are exact; an hour is a million of them.
 *
 * @param sorted the least first; not empty
 */
record Sample(double[] sorted) {

    static Sample of(Collection<Double> values) {
        return new Sample(values.stream().mapToDouble(Double::doubleValue).sorted().toArray());
    }

    Sample {
        if (sorted.length == 0) {
            throw new IllegalArgumentException("Nothing was measured");
        }
        sorted = sorted.clone();
        Arrays.sort(sorted);
    }

    /** The least value that no less than this share of all is at or below: one that was measured. */
    double quantile(double share) {
        return sorted[Math.clamp((long) Math.ceil(share * sorted.length) - 1, 0, sorted.length - 1)];
    }

    /** Of an even number, the mean of the two in the middle. */
    double median() {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    double least() {
        return sorted[0];
    }

    double greatest() {
        return sorted[sorted.length - 1];
    }

    int size() {
        return sorted.length;
    }
}
