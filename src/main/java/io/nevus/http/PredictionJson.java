package io.nevus.http;

import io.nevus.triage.ContractTime;
import io.nevus.triage.HeatMap;
import io.nevus.triage.LesionClass;
import io.nevus.triage.Prediction;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** Predictions as JSON, in the key order of the contract and of openapi.yaml. */
final class PredictionJson {

    private PredictionJson() {
    }

    /** The four fields of a contract answer. */
    static JsonObject contractData(Prediction prediction) {
        return Json.object()
                .add("id", prediction.id().toString())
                .add("result", prediction.verdict().title())
                .add("suggestion", prediction.suggestion())
                .add("createdAt", ContractTime.format(prediction.createdAt()))
                .build();
    }

    /** One entry of the contract's history. */
    static JsonObject contractHistory(Prediction prediction) {
        return Json.object()
                .add("id", prediction.id().toString())
                .add("history", Json.object()
                        .add("result", prediction.verdict().title())
                        .add("createdAt", ContractTime.format(prediction.createdAt()))
                        .add("suggestion", prediction.suggestion())
                        .add("id", prediction.id().toString()))
                .build();
    }

    static JsonObject prediction(Prediction prediction) {
        return json(prediction, Optional.empty());
    }

    static JsonObject prediction(Prediction prediction, HeatMap heatMap) {
        return json(prediction, Optional.of(heatMap));
    }

    private static JsonObject json(Prediction prediction, Optional<HeatMap> heatMap) {
        JsonObjectBuilder json = Json.object()
                .add("id", prediction.id().toString())
                .add("createdAt", ContractTime.format(prediction.createdAt()))
                .add("verdict", prediction.verdict().title())
                .add("suggestion", prediction.suggestion());
        prediction.evidence().ifPresent(evidence -> json
                .add("malignancy", evidence.malignancy())
                .add("threshold", evidence.threshold())
                .add("classes", classes(evidence.probabilities())));
        heatMap.ifPresent(map -> json.add("heatMap", heatMap(map)));
        prediction.evidence().ifPresent(evidence -> json.add("modelVersion", evidence.modelVersion()));
        return json.build();
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
