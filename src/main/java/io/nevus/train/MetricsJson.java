package io.nevus.train;

import io.nevus.triage.LesionClass;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Evaluations as JSON: each figure is {@code {"value", "low", "high"}}, or a {@code note} why there is none. */
final class MetricsJson {

    static final String UNTOLD = "cannot be told from these pictures";
    static final String NO_PICTURES = "no pictures";
    static final String NEVER_SAID = "never predicted";

    /** So many that plots and tables, which show three, round alike. */
    private static final int DIGITS = 6;

    private MetricsJson() {
    }

    static double rounded(double value) {
        return PrettyJson.rounded(value, DIGITS);
    }

    static JsonObjectBuilder figures(Map<Figure, Estimate> figures) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        figures.forEach((figure, estimate) -> json.add(figure.key(), estimate(estimate, UNTOLD)));
        return json;
    }

    private static JsonObjectBuilder estimate(Estimate estimate, String otherwise) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        return !estimate.known() ? json.add("note", otherwise) : json
                .add("value", rounded(estimate.value()))
                .add("low", rounded(estimate.low())).add("high", rounded(estimate.high()));
    }

    static JsonObjectBuilder classes(Evaluation evaluation) {
        JsonObjectBuilder classes = Json.createObjectBuilder();
        evaluation.classes().forEach((diagnosis, figures) -> classes.add(diagnosis.code(), Json.createObjectBuilder()
                .add("n", figures.pictures()).add("recall", estimate(figures.recall(), NO_PICTURES))
                .add("precision", estimate(figures.precision(), NEVER_SAID))));
        return classes;
    }

    /** Rows are the true classes. */
    static JsonObjectBuilder confusion(Scores scores) {
        JsonArrayBuilder rows = Json.createArrayBuilder();
        Arrays.stream(scores.confusion(scores.once()).counts()).forEach(row ->
                rows.add(Json.createArrayBuilder(Arrays.stream(row).mapToObj(count -> (int) count).toList())));
        return Json.createObjectBuilder().add("classes", Json.createArrayBuilder(LesionClass.codes())).add("counts", rows);
    }

    /** How many pictures are refused for which reason. */
    static JsonObjectBuilder refusals(Evaluation evaluation) {
        Map<String, Integer> reasons = new TreeMap<>();
        Readings readings = evaluation.readings();
        Stream.concat(
                readings.read().stream().flatMap(r -> evaluation.triage().gate()
                        .refuse(r.reading().quality(), r.reading().strangeness()).stream()).map(r -> r.reason()),
                readings.unread().stream().filter(Readings.Unread::barred).map(Readings.Unread::reason))
                .forEach(reason -> reasons.merge(reason.code(), 1, Integer::sum));
        JsonObjectBuilder json = Json.createObjectBuilder();
        reasons.forEach(json::add);
        return json;
    }

    static JsonObjectBuilder comparison(Comparison comparison, String version) {
        return Json.createObjectBuilder().add("baseline", version).add("n", comparison.pictures())
                .add("baselineFigures", figures(comparison.baseline()))
                .add("differences", figures(comparison.differences()))
                .add("mcNemar", Json.createObjectBuilder()
                        .add("onlyThisModelRight", comparison.accuracy().onlyFirst())
                        .add("onlyBaselineRight", comparison.accuracy().onlySecond())
                        .add("pValue", rounded(comparison.accuracy().pValue())));
    }

    static JsonObjectBuilder stress(List<Robustness> all) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        for (Robustness robustness : all) {
            json.add(robustness.stress().key(), Json.createObjectBuilder()
                    .add("title", robustness.stress().title()).add("n", robustness.pictures())
                    .addAll(figures(robustness.figures()))
                    .add("verdictsChanged", estimate(robustness.verdictsChanged(), UNTOLD)));
        }
        return json;
    }
}
