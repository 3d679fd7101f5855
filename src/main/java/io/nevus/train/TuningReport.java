package io.nevus.train;

import io.nevus.triage.LesionClass;
import java.io.IOException;
import java.nio.file.Path;
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
        TuningTables tables = new TuningTables(results);
        List<TrialResult> compared = tables.compared();
        if (!compared.isEmpty()) {
            DifferencePlot plot = new DifferencePlot(compared);
            Path work = out.resolve("work");
            PlotStyle.write(plot::paint, plot.width(), plot.height(), work, NAME);
            for (String ending : List.of(".png", ".svg")) {
                Published.move(work.resolve(NAME + ending), out.resolve(NAME + ending));
            }
        }
        Published.lines(out.resolve(NAME + ".csv"), tables.csv());
        Published.text(file(), Stream.of("# A search for the training recipe",
                searched(results, networks), "## Figures", tables.figures().toString(),
                "## Differences to the base recipe", compared.isEmpty() ? "There are none to tell yet."
                        : tables.differences() + "\n\n![Differences to the base recipe](tuning.png)",
                "## What follows", new TuningFindings(compared).told(tuning.trials().size()))
                .collect(Collectors.joining("\n\n", "", "\n")));
    }

    Path file() {
        return tuning.out().resolve(NAME + ".md");
    }

    private String searched(List<TrialResult> results, int networks) {
        return Stream.of(
                "%d recipes: a base recipe, and %d more that change what their names say.".formatted(
                        tuning.trials().size(), tuning.trials().size() - 1),
                "The base recipe is %s.\n\n%d pictures of %d lesions are dealt into %d folds, by lesion and diagnosis;"
                        .formatted(base(), pictures.examples().size(),
                        pictures.examples().stream().map(Example::lesion).distinct().count(), tuning.folds()),
                "each network is tested on one%s and trained on the others%s.".formatted(
                        tuning.runFolds() == tuning.folds() ? ""
                                : tuning.runFolds() == 1 ? ", always the first," : " of the first " + tuning.runFolds(),
                        pictures.extra().isEmpty() ? "" : " and on %d extra pictures".formatted(pictures.extra().size())),
                "%d more pictures, which train with these settings holds out for its test, took no part.".formatted(
                        pictures.untouched()),
                "%d of %d networks are done.".formatted(results.stream().mapToInt(TrialResult::folds).sum(), networks),
                pictures.elsewhere().isEmpty() ? "" : elsewhere(),
                "\n\nThe runs are short: the figures are for comparison with each other, not with those of a model that "
                        + "was trained for longer.").collect(Collectors.joining(" ")).replace(" \n", "\n");
    }

    private String elsewhere() {
        return ("AUC elsewhere is that of malignant against benign on %d pictures of other hospitals, %s of them "
                + "malignant, on which no network was trained; it is the mean over the networks of a recipe.")
                .formatted(pictures.elsewhere().size(), malignant());
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
}
