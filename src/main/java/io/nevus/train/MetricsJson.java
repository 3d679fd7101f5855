package io.nevus.train;

import io.nevus.model.PrettyJson;
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

    private static double rounded(double value) {
        return PrettyJson.rounded(value, DIGITS);
    }

    /** @param labelled how many pictures the table lists */
    static JsonObjectBuilder data(String table, int labelled, List<String> missingOrBroken, Evaluation evaluation) {
        return Json.createObjectBuilder().add("labels", table).add("labelled", labelled)
                .add("lesions", evaluation.scores().examples().stream().map(Example::lesion).distinct().count())
                .add("malignant", evaluation.readings().examples().stream()
                        .filter(e -> e.diagnosis().malignant()).count())
                .add("missingOrBroken", Json.createArrayBuilder(missingOrBroken));
    }

    static JsonObjectBuilder evaluation(Evaluation evaluation, Bootstrap bootstrap, JsonObjectBuilder data) {
        return Json.createObjectBuilder()
                .add("model", evaluation.triage().modelVersion())
                .add("data", data)
                .add("bootstrap", Json.createObjectBuilder().add("resamples", bootstrap.resamples())
                        .add("seed", bootstrap.seed()).add("by", "lesion").add("level", 0.95))
                .add("threshold", rounded(evaluation.triage().threshold()))
                .add("temperature", rounded(evaluation.triage().calibration().temperature()))
                .add("n", evaluation.scores().size())
                .addAll(figures(evaluation.figures()))
                .add("refusedByReason", refusals(evaluation))
                .add("classes", classes(evaluation))
                .add("confusion", confusion(evaluation.scores()));
    }

    private static JsonObjectBuilder figures(Map<Figure, Estimate> figures) {
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

    private static JsonObjectBuilder classes(Evaluation evaluation) {
        JsonObjectBuilder classes = Json.createObjectBuilder();
        evaluation.classes().forEach((diagnosis, figures) -> classes.add(diagnosis.code(), Json.createObjectBuilder()
                .add("n", figures.pictures()).add("recall", estimate(figures.recall(), NO_PICTURES))
                .add("precision", estimate(figures.precision(), NEVER_SAID))));
        return classes;
    }

    /** Rows are the true classes. */
    private static JsonObjectBuilder confusion(Scores scores) {
        JsonArrayBuilder rows = Json.createArrayBuilder();
        Arrays.stream(scores.confusion(scores.once()).counts()).forEach(row ->
                rows.add(Json.createArrayBuilder(Arrays.stream(row).mapToObj(count -> (int) count).toList())));
        return Json.createObjectBuilder().add("classes", Json.createArrayBuilder(LesionClass.codes()))
                .add("counts", rows);
    }

    /** How many pictures are refused for which reason. */
    private static JsonObjectBuilder refusals(Evaluation evaluation) {
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

    static JsonObjectBuilder views(List<TestTimeViews> all) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        for (TestTimeViews compared : all) {
            json.add(String.valueOf(compared.views().count()), Json.createObjectBuilder()
                    .add("n", compared.pictures()).addAll(figures(compared.figures()))
                    .add("gains", figures(compared.gains())).add("cost", PrettyJson.rounded(compared.cost(), 1)));
        }
        return json;
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
