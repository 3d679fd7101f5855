package io.nevus.train;

import java.util.function.ToDoubleBiFunction;

/** The figures by which a model is judged, from scores and the weight of each picture in a resample. */
enum Figure {
    ACCURACY("accuracy", "Accuracy", (scores, w) -> scores.confusion(w).accuracy()),
    BALANCED_ACCURACY("balancedAccuracy", "Balanced accuracy (mean recall)",
            (scores, w) -> scores.confusion(w).balancedAccuracy()),
    MACRO_AUC("macroAuc", "Macro AUC (one class against the rest)", Scores::macroAuc),
    MALIGNANCY_AUC("malignancyAuc", "Malignancy AUC", (scores, w) -> scores.byMalignancy.auc(w)),
    AVERAGE_PRECISION("averagePrecision", "Average precision of malignancy",
            (scores, w) -> scores.byMalignancy.averagePrecision(w)),
    SENSITIVITY("sensitivity", "Sensitivity at the threshold", Scores::sensitivity),
    SENSITIVITY_AFTER_REFUSALS("sensitivityRefusalsMissed", "Sensitivity, refused cancers counted as missed",
            Scores::sensitivityAfterRefusals),
    SPECIFICITY("specificity", "Specificity at the threshold", Scores::specificity),
    SPECIFICITY_AT_95("specificityAt95Sensitivity", "Specificity at 95 % sensitivity",
            (scores, w) -> scores.byMalignancy.specificityAt(Fitting.SENSITIVITY, w)),
    ECE_BEFORE("eceBeforeCalibration", "ECE of the top class before calibration",
            (scores, w) -> scores.uncalibrated.error(w)),
    ECE("ece", "ECE of the top class after calibration", (scores, w) -> scores.calibrated.error(w)),
    BRIER_BEFORE("brierBeforeCalibration", "Brier score before calibration",
            (scores, w) -> scores.uncalibrated.brier(w)),
    BRIER("brier", "Brier score after calibration", (scores, w) -> scores.calibrated.brier(w)),
    REFUSAL_RATE("refusalRate", "Lesions refused", Scores::refusalRate);

    private final String key;
    private final String title;
    private final ToDoubleBiFunction<Scores, double[]> formula;

    Figure(String key, String title, ToDoubleBiFunction<Scores, double[]> formula) {
        this.key = key;
        this.title = title;
        this.formula = formula;
    }

    String key() {
        return key;
    }

    String title() {
        return title;
    }

    /** Not a number where the pictures cannot tell, as when none is malignant. */
    double of(Scores scores, double[] weights) {
        return formula.applyAsDouble(scores, weights);
    }

    double of(Scores scores) {
        return of(scores, scores.once());
    }
}
