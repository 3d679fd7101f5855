package io.nevus.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The figures of a search for people and for programs. */
record TuningTables(List<TrialResult> results) {

    /** All but the base recipe. */
    List<TrialResult> compared() {
        return results.stream().filter(result -> !result.differences().isEmpty()).toList();
    }

    Table figures() {
        Table table = new Table("Recipe", "Folds", "Pictures", "Balanced acc.", "Macro AUC", "Malignancy AUC",
                "Spec. at 95 %", "Log loss", "AUC elsewhere", "Minutes a fold");
        for (TrialResult result : results) {
            Scores scores = result.found().scores();
            table.row(result.title(), result.folds() + "", scores.size() + "", three(Figure.BALANCED_ACCURACY.of(scores)),
                    three(Figure.MACRO_AUC.of(scores)), three(Figure.MALIGNANCY_AUC.of(scores)),
                    three(Figure.SPECIFICITY_AT_95.of(scores)), three(result.found().logLoss()),
                    three(result.found().elsewhereAuc()), "%.1f".formatted(result.seconds() / 60));
        }
        return table;
    }

    private static String three(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "–";
    }

    Table differences() {
        List<TrialResult> compared = compared();
        List<Contrast> contrasts = Contrast.known(compared);
        Table table = new Table(Stream.concat(Stream.of("Recipe"), contrasts.stream().map(Contrast::heading))
                .toArray(String[]::new));
        TuningFindings findings = new TuningFindings(compared);
        compared.forEach(result -> table.row(Stream.concat(Stream.of(result.title()), contrasts.stream()
                .map(contrast -> findings.cell(result, contrast))).toArray(String[]::new)));
        return table;
    }

    List<String> csv() {
        List<String> lines = new ArrayList<>();
        String differences = Stream.of(Contrast.values()).flatMap(contrast -> Stream.of("", "_low", "_high")
                .map(end -> "," + contrast.key() + "_difference" + end)).collect(Collectors.joining());
        lines.add("trial,folds,diverged,pictures,balanced_accuracy,macro_auc,malignancy_auc,specificity_at_95_sensitivity,"
                + "log_loss,auc_elsewhere,minutes_a_fold" + differences);
        for (TrialResult result : results) {
            Scores scores = result.found().scores();
            Stream<Double> numbers = Stream.of(Figure.BALANCED_ACCURACY.of(scores), Figure.MACRO_AUC.of(scores),
                    Figure.MALIGNANCY_AUC.of(scores), Figure.SPECIFICITY_AT_95.of(scores), result.found().logLoss(),
                    result.found().elsewhereAuc(), result.seconds() / 60);
            Stream<Double> others = Stream.of(Contrast.values()).map(contrast -> result.differences().getOrDefault(
                    contrast, new Estimate(Double.NaN, Double.NaN, Double.NaN)))
                    .flatMap(difference -> Stream.of(difference.value(), difference.low(), difference.high()));
            lines.add("\"%s\",%d,%d,%d,".formatted(result.trial().name(), result.folds(), result.diverged(), scores.size())
                    + Stream.concat(numbers, others).map(number -> Double.isFinite(number)
                            ? String.format(Locale.ROOT, "%.6f", number) : "").collect(Collectors.joining(",")));
        }
        return lines;
    }
}
