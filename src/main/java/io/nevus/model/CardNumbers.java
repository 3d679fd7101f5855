package io.nevus.model;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** Numbers of a card.json, or a word about which one is missing. */
final class CardNumbers {

    private CardNumbers() {
    }

    static double number(JsonObject json, String key) {
        if (json != null && json.get(key) instanceof JsonNumber number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("%s must be a number".formatted(key));
    }

    static double[] numbers(JsonObject json, String key) {
        return json.getJsonArray(key).getValuesAs(JsonValue.class).stream()
                .mapToDouble(value -> ((JsonNumber) value).doubleValue()).toArray();
    }
}
