package io.nevus.train;

import io.nevus.triage.Calibration;
import io.nevus.triage.LesionClass;
import java.util.Arrays;
import java.util.List;

/** Single figures of scored pictures, for training and for the choice of the card's numbers. */
final class Metrics {

    private static final double RAREST = 1e-6;
    private static final Calibration NONE = new Calibration(1, new double[LesionClass.values().length]);

    private Metrics() {
    }

    /** Mean recall of the classes that occur, with the likeliest class of the balanced posterior. */
    static double balancedAccuracy(List<Scored> scores) {
        return Figure.BALANCED_ACCURACY.of(Scores.of(scores, NONE, 1));
    }

    /** Logarithm of each class's share of the examples, by its ordinal; that of an absent class is low but finite. */
    static double[] logPrior(List<Example> examples) {
        return Arrays.stream(LesionClass.values()).mapToDouble(diagnosis -> Math.log(Math.max(RAREST,
                examples.stream().filter(e -> e.diagnosis() == diagnosis).count() / (double) examples.size()))).toArray();
    }

    static double malignancyAuc(List<Scored> scores, Calibration calibration) {
        return Figure.MALIGNANCY_AUC.of(Scores.of(scores, calibration, 1));
    }
}
