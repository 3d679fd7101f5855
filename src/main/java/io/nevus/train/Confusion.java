package io.nevus.train;

import io.nevus.triage.LesionClass;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How often each class was taken for each.
 *
 * @param counts [true class][class that the network says], by ordinal
 */
record Confusion(double[][] counts) {

    double accuracy() {
        return IntStream.range(0, counts.length).mapToDouble(i -> counts[i][i]).sum()
                / Arrays.stream(counts).flatMapToDouble(Arrays::stream).sum();
    }

    /** Mean recall of the classes that occur. */
    double balancedAccuracy() {
        return Arrays.stream(LesionClass.values()).mapToDouble(this::recall).filter(Double::isFinite).average()
                .orElse(Double.NaN);
    }

    /** Share of a class's pictures that are told as such; not a number when there is none. */
    double recall(LesionClass diagnosis) {
        return counts[diagnosis.ordinal()][diagnosis.ordinal()] / Arrays.stream(counts[diagnosis.ordinal()]).sum();
    }

    /** Share of the pictures told as this class that are; not a number when none was told so. */
    double precision(LesionClass diagnosis) {
        int column = diagnosis.ordinal();
        return counts[column][column] / Arrays.stream(counts).mapToDouble(row -> row[column]).sum();
    }
}
