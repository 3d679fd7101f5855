package io.nevus.gcloud;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonPointer;
import jakarta.json.JsonValue;

/** What gcloud sent. */
record ApiRequest(String method, String path, String query, JsonObject body) {

    /** Some APIs are asked by POST. */
    boolean writes() {
        return !method.equals("GET") && !path.endsWith(":getIamPolicy") && !path.endsWith("entries:list");
    }

    boolean matches(String wantedMethod, String pathEnd) {
        return method.equals(wantedMethod) && path.endsWith(pathEnd);
    }

    /** A part of the body, by JSON pointer. */
    JsonValue at(String pointer) {
        JsonPointer place = Json.createPointer(pointer);
        return place.containsValue(body) ? place.getValue(body) : JsonValue.NULL;
    }

    @Override
    public String toString() {
        return method + " " + path + " " + body;
    }
}
