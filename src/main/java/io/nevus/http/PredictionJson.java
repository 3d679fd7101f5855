package io.nevus.http;

import io.nevus.triage.HeatMap;
import io.nevus.triage.LesionClass;
import io.nevus.triage.Prediction;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Map;

/** Predictions as JSON, in the key order of the contract and of openapi.yaml. */
final class PredictionJson {
    /** Instant.toString() drops zeros; the contract always has three digits. */
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private PredictionJson() {
    }

    static String time(Instant instant) {
        return MILLISECONDS.format(instant);
    }

    /** The four fields of a contract answer. */
    static JsonObject contractData(Prediction prediction) {
        return Json.object()
                .add("id", prediction.id().toString())
                .add("result", prediction.verdict().title())
                .add("suggestion", prediction.suggestion())
                .add("createdAt", time(prediction.createdAt()))
                .build();
    }

    /** One entry of the contract's history. */
    static JsonObject contractHistory(Prediction prediction) {
        return Json.object()
                .add("id", prediction.id().toString())
                .add("history", Json.object()
                        .add("result", prediction.verdict().title())
                        .add("createdAt", time(prediction.createdAt()))
                        .add("suggestion", prediction.suggestion())
                        .add("id", prediction.id().toString()))
                .build();
    }

    static JsonObject prediction(Prediction prediction) {
        return withoutModel(prediction).add("modelVersion", prediction.modelVersion()).build();
    }

    static JsonObject prediction(Prediction prediction, HeatMap heatMap) {
        return withoutModel(prediction).add("heatMap", heatMap(heatMap))
                .add("modelVersion", prediction.modelVersion()).build();
    }

    private static JsonObjectBuilder withoutModel(Prediction prediction) {
        return Json.object()
                .add("id", prediction.id().toString())
                .add("createdAt", time(prediction.createdAt()))
                .add("verdict", prediction.verdict().title())
                .add("suggestion", prediction.suggestion())
                .add("malignancy", prediction.malignancy())
                .add("threshold", prediction.threshold())
                .add("classes", classes(prediction.probabilities()));
    }

    /** Most probable first; equal ones in the classes' own order, so that an answer never changes. */
    private static JsonArrayBuilder classes(Map<LesionClass, Double> probabilities) {
        JsonArrayBuilder classes = Json.array();
        probabilities.entrySet().stream()
                .sorted(Map.Entry.<LesionClass, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> classes.add(Json.object()
                        .add("code", entry.getKey().code())
                        .add("title", entry.getKey().title())
                        .add("malignant", entry.getKey().malignant())
                        .add("probability", entry.getValue())));
        return classes;
    }

    private static JsonObjectBuilder heatMap(HeatMap heatMap) {
        JsonArrayBuilder values = Json.array();
        heatMap.values().forEach(values::add);
        return Json.object()
                .add("rows", heatMap.rows()).add("columns", heatMap.columns()).add("values", values);
    }
}
