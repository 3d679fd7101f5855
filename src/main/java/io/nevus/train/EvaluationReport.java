package io.nevus.train;

import io.nevus.triage.LesionClass;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes sections of Markdown of the metrics, for a report and for the model card. */
final class EvaluationReport {

    /** What is told of distorted copies, and by which short name; metrics.json has all figures. */
    private static final Map<Figure, String> STRESSED = new EnumMap<>(Map.of(Figure.BALANCED_ACCURACY, "Balanced acc.",
            Figure.MALIGNANCY_AUC, "AUC", Figure.SENSITIVITY, "Sensitivity", Figure.SPECIFICITY, "Specificity",
            Figure.SPECIFICITY_AT_95, "Spec. at 95 %", Figure.ECE, "ECE", Figure.REFUSAL_RATE, "Refused"));

    /** The same of more views of each picture. */
    private static final Map<Figure, String> VIEWED = new EnumMap<>(Map.of(Figure.BALANCED_ACCURACY, "Balanced acc.",
            Figure.MACRO_AUC, "Macro AUC", Figure.MALIGNANCY_AUC, "AUC", Figure.SENSITIVITY, "Sensitivity",
            Figure.SPECIFICITY, "Specificity", Figure.SPECIFICITY_AT_95, "Spec. at 95 %", Figure.ECE, "ECE"));

    private EvaluationReport() {
    }

    /** @param plots files beside the report */
    static String of(JsonObject metrics, List<Plot> plots) {
        return Stream.of("# Evaluation of the Nevus model %s".formatted(metrics.getString("model")),
                data(metrics), "## Results", results(metrics), notes(metrics), "## Lesion classes", classes(metrics),
                "## Refusals", refusals(metrics),
                metrics.containsKey("comparison") ? "## Comparison\n\n" + comparison(metrics) : "",
                metrics.containsKey("testTimeViews") ? "## Test-time views\n\n" + views(metrics) : "",
                metrics.containsKey("stress") ? "## Distorted pictures\n\n" + stress(metrics) : "",
                "## Plots", plots(plots))
                .filter(section -> !section.isEmpty()).collect(Collectors.joining("\n\n", "", "\n"));
    }

    /** What the card of a model tells of its evaluation. */
    static String cardSections(JsonObject metrics) {
        return Stream.of(data(metrics), results(metrics), notes(metrics), classes(metrics), refusals(metrics),
                metrics.containsKey("testTimeViews") ? "### Test-time views\n\n" + views(metrics) : "",
                metrics.containsKey("stress") ? "### On distorted copies\n\n" + stress(metrics) : "")
                .filter(section -> !section.isEmpty()).collect(Collectors.joining("\n\n"));
    }

    /** What a console shows. */
    static String summary(JsonObject metrics) {
        return Stream.of(data(metrics), results(metrics), classes(metrics), refusals(metrics),
                metrics.containsKey("comparison") ? comparison(metrics) : "",
                metrics.containsKey("testTimeViews") ? views(metrics) : "",
                metrics.containsKey("stress") ? stress(metrics) : "").filter(section -> !section.isBlank()).collect(Collectors.joining("\n\n"));
    }

    private static String data(JsonObject metrics) {
        JsonObject data = metrics.getJsonObject("data");
        JsonObject bootstrap = metrics.getJsonObject("bootstrap");
        return ("%d of the %d pictures that %s lists could be read; they show %d lesions, and %d of them malignant "
                + "ones. %s In brackets: 95 %% intervals (bootstrap over lesions, %d resamples, seed %d).").formatted(
                metrics.getInt("n"), data.getInt("labelled"), data.getString("labels"), data.getInt("lesions"),
                data.getInt("malignant"), each(metrics.getInt("views")), bootstrap.getInt("resamples"),
                bootstrap.getInt("seed"));
    }

    private static String each(int views) {
        return views == 1 ? "Each was judged in one view."
                : "Each was judged by the mean of %d views.".formatted(views);
    }

    static String results(JsonObject metrics) {
        Table table = new Table("Figure", "Value");
        for (Figure figure : Figure.values()) {
            table.row(figure.title(), withInterval(metrics, figure.key()));
        }
        return table.toString();
    }

    static String notes(JsonObject metrics) {
        return """
                The class is decided by the balanced posterior (the likeliest of the raw logits). Probabilities and
                malignancy are calibrated: temperature %s (1 before calibration), with the training data's prior. From a
                malignancy of %s on the verdict is Cancer. All figures are of every picture that can be decoded, refused
                or not, but for the two that say otherwise. The specificity at 95 %% sensitivity is that of the threshold
                which reaches this sensitivity on these very pictures. ECE has 15 bins; Brier scores go from 0 to 2.
                Classes without pictures are left out of means. An interval without width says that the resamples all
                agree, as when nothing went wrong with few pictures; it does not say that nothing will. Intervals of ECE lie
                high, as resampling makes bins uneven.""".formatted(
                three(metrics.getJsonNumber("temperature").doubleValue()),
                three(metrics.getJsonNumber("threshold").doubleValue()));
    }

    static String classes(JsonObject metrics) {
        Table table = new Table("Class", "Malignant", "Pictures", "Recall", "Precision");
        for (LesionClass diagnosis : LesionClass.values()) {
            JsonObject figures = metrics.getJsonObject("classes").getJsonObject(diagnosis.code());
            table.row("%s (%s)".formatted(diagnosis.title(), diagnosis.code()), diagnosis.malignant() ? "yes" : "no",
                    String.valueOf(figures.getInt("n")), withInterval(figures, "recall"),
                    withInterval(figures, "precision"));
        }
        return table.toString();
    }

    static String refusals(JsonObject metrics) {
        String reasons = metrics.getJsonObject("refusedByReason").entrySet().stream()
                .map(entry -> "%s: %s".formatted(entry.getKey(), entry.getValue())).collect(Collectors.joining(", "));
        return "Lesions refused: %s%s.".formatted(withInterval(metrics, Figure.REFUSAL_RATE.key()),
                reasons.isEmpty() ? "" : " (" + reasons + ")");
    }

    static String comparison(JsonObject metrics) {
        JsonObject comparison = metrics.getJsonObject("comparison");
        Table table = new Table("Figure", "Baseline " + comparison.getString("baseline"),
                "This model less the baseline");
        for (Figure figure : Figure.values()) {
            table.row(figure.title(), withInterval(comparison.getJsonObject("baselineFigures"), figure.key()),
                    signed(comparison.getJsonObject("differences").getJsonObject(figure.key())));
        }
        JsonObject test = comparison.getJsonObject("mcNemar");
        double p = test.getJsonNumber("pValue").doubleValue();
        return table + ("\n\nOn the same %d pictures. %d of them only this model tells right, %d only the baseline "
                + "(McNemar's exact test: p %s).").formatted(comparison.getInt("n"), test.getInt("onlyThisModelRight"),
                test.getInt("onlyBaselineRight"), p < 0.001 ? "< 0.001" : "= " + three(p));
    }

    static String views(JsonObject metrics) {
        Table table = new Table(cells("Views", VIEWED.values().stream(), "Time"));
        metrics.getJsonObject("testTimeViews").forEach((views, value) -> {
            JsonObject figures = value.asJsonObject();
            table.row(cells(views, VIEWED.keySet().stream().map(figure -> viewed(figures, figure.key())),
                    "x " + figures.getJsonNumber("cost")));
        });
        return table + "\n\nFour views are the flips of a picture, eight the quarter turns as well; the mean of their "
                + "logits is judged, with the same temperature and threshold. An asterisk marks what differs from one view "
                + "beyond chance: the 95 % interval of the difference leaves out 0.";
    }

    private static String viewed(JsonObject figures, String key) {
        JsonObject gain = figures.getJsonObject("gains").getJsonObject(key);
        boolean beyondChance = !gain.containsKey("note") && value(gain, "low") * value(gain, "high") > 0;
        return number(figures, key) + (beyondChance ? "*" : "");
    }

    static String stress(JsonObject metrics) {
        Table table = new Table(cells("Pictures", STRESSED.values().stream(), "Verdicts changed"));
        table.row(stressed("as they are", metrics, "–"));
        for (JsonValue value : metrics.getJsonObject("stress").values()) {
            JsonObject figures = value.asJsonObject();
            table.row(stressed(figures.getString("title"), figures, number(figures, "verdictsChanged")));
        }
        return table + "\n\nA verdict has changed when malignancy came to the other side of the threshold, be the "
                + "copy refused or not.";
    }

    private static String[] stressed(String title, JsonObject figures, String changed) {
        return cells(title, STRESSED.keySet().stream().map(figure -> number(figures, figure.key())), changed);
    }

    private static String[] cells(String first, Stream<String> middle, String last) {
        return Stream.of(Stream.of(first), middle, Stream.of(last)).flatMap(cell -> cell).toArray(String[]::new);
    }

    static String plots(List<Plot> plots) {
        return plots.stream().map(plot -> "%s ([SVG](%s.svg))".formatted(section(plot, plot.file()), plot.file()))
                .collect(Collectors.joining("\n\n"));
    }

    /** A model directory stays light: it has the plots as PNG alone. */
    static String cardPlots(List<Plot> plots, String folder) {
        return plots.stream().map(plot -> section(plot, folder + "/" + plot.file())).collect(Collectors.joining("\n\n"));
    }

    private static String section(Plot plot, String file) {
        return "### %s\n\n![%s](%s.png)\n\n%s".formatted(plot.title(), plot.title(), file, plot.says());
    }

    private static String withInterval(JsonObject object, String key) {
        JsonObject estimate = object.getJsonObject(key);
        return estimate.containsKey("note") ? estimate.getString("note") : "%s [%s, %s]".formatted(
                three(value(estimate, "value")), three(value(estimate, "low")), three(value(estimate, "high")));
    }

    private static String number(JsonObject object, String key) {
        JsonObject estimate = object.getJsonObject(key);
        return estimate.containsKey("note") ? "–" : three(value(estimate, "value"));
    }

    private static String signed(JsonObject estimate) {
        return estimate.containsKey("note") ? estimate.getString("note") : String.format(Locale.ROOT,
                "%+.3f [%+.3f, %+.3f]", value(estimate, "value"), value(estimate, "low"), value(estimate, "high"));
    }

    private static double value(JsonObject estimate, String name) {
        return estimate.getJsonNumber(name).doubleValue();
    }

    private static String three(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
