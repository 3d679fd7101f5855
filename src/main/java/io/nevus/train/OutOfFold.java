package io.nevus.train;

import io.nevus.triage.Calibration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A recipe's networks judged together: each picture by the network that did not see its lesion.
 *
 * @param logLoss   at the temperature that fits these pictures best
 * @param elsewhere what each fold's network says of the other hospitals' pictures
 */
record OutOfFold(Scores scores, double logLoss, List<Scores> elsewhere) {

    /** @param logPrior how common each class is where the model is used */
    static OutOfFold of(List<FoldScores> folds, double[] logPrior) {
        List<Scored> test = folds.stream().flatMap(fold -> fold.test().stream()).toList();
        Calibration calibration = Fitting.calibrate(test, logPrior);
        return new OutOfFold(Scores.of(test, calibration, 1), Fitting.logLoss(test, calibration), folds.stream()
                .filter(fold -> !fold.elsewhere().isEmpty())
                .map(fold -> Scores.of(fold.elsewhere(), calibration, 1)).toList());
    }

    /** Mean over the networks; not a number without such pictures. */
    double elsewhereAuc(double[] weights) {
        return elsewhere.stream().collect(Collectors.averagingDouble(scores -> scores.byMalignancy.auc(weights)));
    }

    double elsewhereAuc() {
        return elsewhere.isEmpty() ? Double.NaN : elsewhereAuc(elsewhere.getFirst().once());
    }
}
