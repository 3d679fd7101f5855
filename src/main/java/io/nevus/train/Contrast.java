package io.nevus.train;

import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** By what a trial is compared with the base recipe; more is better. */
enum Contrast {
    BALANCED_ACCURACY("balanced_accuracy", "balanced accuracy",
            (both, w) -> Figure.BALANCED_ACCURACY.of(both.scores(), w)),
    MACRO_AUC("macro_auc", "macro AUC", (both, w) -> Figure.MACRO_AUC.of(both.scores(), w)),
    MALIGNANCY_AUC("malignancy_auc", "malignancy AUC", (both, w) -> Figure.MALIGNANCY_AUC.of(both.scores(), w)),
    AUC_ELSEWHERE("auc_elsewhere", "AUC elsewhere", OutOfFold::elsewhereAuc);

    private final String key;
    private final String title;
    private final ToDoubleBiFunction<OutOfFold, double[]> figure;

    Contrast(String key, String title, ToDoubleBiFunction<OutOfFold, double[]> figure) {
        this.key = key;
        this.title = title;
        this.figure = figure;
    }

    /** Those that the pictures can tell. */
    static List<Contrast> known(List<TrialResult> compared) {
        return Stream.of(values()).filter(contrast -> compared.stream()
                .anyMatch(result -> result.differences().containsKey(contrast))).toList();
    }

    String key() {
        return key;
    }

    String title() {
        return title;
    }

    String heading() {
        return Character.toUpperCase(title.charAt(0)) + title.substring(1);
    }

    ToDoubleFunction<double[]> between(OutOfFold trial, OutOfFold base) {
        return weights -> figure.applyAsDouble(trial, weights) - figure.applyAsDouble(base, weights);
    }
}
