package io.nevus.train;

import io.nevus.triage.LesionClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes what a search has found: tuning.csv, tuning.md and a plot, each replaced at once. */
record TuningReport(Tuning tuning, TuningData pictures) {

    private static final String NAME = "tuning";

    /**
     * @param results  of the base recipe, if there are any, then of the others
     * @param networks how many the whole search has
     */
    void write(List<TrialResult> results, int networks) throws IOException {
        Path out = tuning.out();
        List<TrialResult> compared = results.stream().filter(result -> !result.differences().isEmpty()).toList();
        if (!compared.isEmpty()) {
            DifferencePlot plot = new DifferencePlot(compared);
            Path work = out.resolve("work");
            PlotStyle.write(plot::paint, plot.width(), plot.height(), work, NAME);
            for (String ending : List.of(".png", ".svg")) {
                Published.move(work.resolve(NAME + ending), out.resolve(NAME + ending));
            }
        }
        Published.lines(out.resolve(NAME + ".csv"), csv(results));
        Published.text(file(), Stream.of("# A search for the training recipe",
                searched(results, networks), "## Figures", figures(results).toString(),
                "## Differences to the base recipe", compared.isEmpty() ? "There are none to tell yet."
                        : differences(compared) + "\n\n![Differences to the base recipe](tuning.png)",
                "## What follows", new TuningFindings(compared).told(tuning.trials().size()))
                .collect(Collectors.joining("\n\n", "", "\n")));
    }

    Path file() {
        return tuning.out().resolve(NAME + ".md");
    }

    private String searched(List<TrialResult> results, int networks) {
        return "%d recipes: a base recipe and %d others, each of which changes what its name says. The base recipe is %s."
                .formatted(tuning.trials().size(), tuning.trials().size() - 1, base())
                + "\n\n" + "%d pictures of %d lesions, dealt by lesion and diagnosis into %d folds; ".formatted(
                        pictures.examples().size(), pictures.examples().stream().map(Example::lesion).distinct().count(),
                        tuning.folds())
                + "%s tested on by networks that were trained on the others".formatted(tuning.runFolds() == 1 ? "1 is"
                        : tuning.runFolds() + " are")
                + (pictures.extra().isEmpty() ? "" : " and on %d extra pictures".formatted(pictures.extra().size()))
                + ". %d more pictures, which train with these settings holds out for its test, took no part. "
                .formatted(pictures.untouched())
                + "%d of %d networks are done.".formatted(results.stream().mapToInt(TrialResult::folds).sum(), networks)
                + (pictures.elsewhere().isEmpty() ? "" : (" AUC elsewhere is that of malignant against benign on %d "
                        + "pictures of other hospitals, %s of them malignant, on which no network was trained; it is "
                        + "the mean over the networks of a recipe.").formatted(pictures.elsewhere().size(), malignant()))
                + "\n\nThe runs are short: the figures are for comparison with each other, not with those of a model "
                + "that was trained for longer.";
    }

    private String base() {
        String settings = tuning.base().toString();
        return "`" + settings.substring(settings.indexOf('[') + 1, settings.length() - 1).replace(",", "")
                .replaceAll("([A-Z])(?=[a-zA-Z]*=)", "-$1").toLowerCase(Locale.ROOT) + "`"
                + (tuning.weights().isPresent() ? "" : ", from random weights");
    }

    /** Such as {@code 374 mel}. */
    private String malignant() {
        Map<LesionClass, Long> counts = pictures.elsewhere().stream().map(Example::diagnosis)
                .filter(LesionClass::malignant).collect(Collectors.groupingBy(Function.identity(), TreeMap::new,
                        Collectors.counting()));
        return counts.isEmpty() ? "none" : counts.entrySet().stream().map(count ->
                count.getValue() + " " + count.getKey().code()).collect(Collectors.joining(" and "));
    }

    private Table figures(List<TrialResult> results) {
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

    private Table differences(List<TrialResult> compared) {
        List<Contrast> contrasts = Contrast.known(compared);
        Table table = new Table(Stream.concat(Stream.of("Recipe"), contrasts.stream().map(Contrast::heading))
                .toArray(String[]::new));
        TuningFindings findings = new TuningFindings(compared);
        compared.forEach(result -> table.row(Stream.concat(Stream.of(result.title()), contrasts.stream()
                .map(contrast -> findings.cell(result, contrast))).toArray(String[]::new)));
        return table;
    }

    private static List<String> csv(List<TrialResult> results) {
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
