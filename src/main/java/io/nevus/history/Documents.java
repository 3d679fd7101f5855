package io.nevus.history;

import com.google.firestore.v1.Document;
import com.google.firestore.v1.MapValue;
import com.google.firestore.v1.Value;
import com.google.firestore.v1.Value.ValueTypeCase;
import io.nevus.triage.ContractTime;
import io.nevus.triage.Evidence;
import io.nevus.triage.LesionClass;
import io.nevus.triage.Prediction;
import io.nevus.triage.Verdict;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Predictions as Firestore documents: the four fields of the contract, and what else Nevus knows. */
final class Documents {
    static final String CREATED_AT = "createdAt";
    /** Which attempt to keep the prediction wrote the document; see {@link Unacknowledged}. */
    static final String ATTEMPT = "attempt";

    private Documents() {
    }

    static Document document(Prediction prediction, String attempt) {
        Document.Builder document = Document.newBuilder()
                .putFields("id", text(prediction.id().toString()))
                .putFields("result", text(prediction.verdict().title()))
                .putFields("suggestion", text(prediction.suggestion()))
                .putFields(CREATED_AT, text(ContractTime.format(prediction.createdAt())))
                .putFields(ATTEMPT, text(attempt));
        prediction.evidence().ifPresent(evidence -> document
                .putFields("malignancy", number(evidence.malignancy()))
                .putFields("threshold", number(evidence.threshold()))
                .putFields("classes", classes(evidence.probabilities()))
                .putFields("modelVersion", text(evidence.modelVersion())));
        return document.build();
    }

    /** @throws IllegalArgumentException saying what the document lacks to be a prediction */
    static Prediction prediction(Document document) {
        String name = id(document);
        UUID id = UUID.fromString(name);
        if (!id.toString().equals(name)) {
            throw new IllegalArgumentException("its name is not a UUID in lower case");
        }
        try {
            return new Prediction(id, ContractTime.parse(text(document, CREATED_AT)),
                    Verdict.ofTitle(text(document, "result")), evidence(document));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("its createdAt is not like 2023-12-22T08:26:41.834Z", e);
        }
    }

    /** Whether it is one of these attempts, by id, that wrote the document. */
    static boolean writtenBy(Document document, Map<UUID, String> attempts) {
        return document.getFieldsOrDefault(ATTEMPT, text("")).getStringValue()
                .equals(attempts.get(UUID.fromString(id(document))));
    }

    private static String id(Document document) {
        return document.getName().substring(document.getName().lastIndexOf('/') + 1);
    }

    static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }

    static String text(Document document, String field) {
        Value value = document.getFieldsOrDefault(field, Value.getDefaultInstance());
        if (value.getValueTypeCase() != ValueTypeCase.STRING_VALUE) {
            throw new IllegalArgumentException("it has no text in the field " + field);
        }
        return value.getStringValue();
    }

    /** Absent, too, where it is not as Nevus writes it: the verdict counts all the same. */
    private static Optional<Evidence> evidence(Document document) {
        try {
            return Optional.of(new Evidence(number(document.getFieldsOrThrow("malignancy")),
                    number(document.getFieldsOrThrow("threshold")),
                    probabilities(document.getFieldsOrThrow("classes").getMapValue()),
                    text(document, "modelVersion")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Value classes(Map<LesionClass, Double> probabilities) {
        MapValue.Builder classes = MapValue.newBuilder();
        probabilities.forEach((lesion, probability) -> classes.putFields(lesion.code(), number(probability)));
        return Value.newBuilder().setMapValue(classes).build();
    }

    private static Map<LesionClass, Double> probabilities(MapValue classes) {
        Map<LesionClass, Double> probabilities = new EnumMap<>(LesionClass.class);
        classes.getFieldsMap().forEach((code, probability) ->
                probabilities.put(LesionClass.ofCode(code), number(probability)));
        return probabilities;
    }

    private static Value number(double number) {
        return Value.newBuilder().setDoubleValue(number).build();
    }

    /** JavaScript writes 0 and 1 as integers. */
    private static double number(Value value) {
        return switch (value.getValueTypeCase()) {
            case DOUBLE_VALUE -> value.getDoubleValue();
            case INTEGER_VALUE -> value.getIntegerValue();
            default -> throw new IllegalArgumentException("it has something else where a number belongs");
        };
    }
}
