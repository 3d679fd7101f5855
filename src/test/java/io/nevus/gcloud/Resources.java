package io.nevus.gcloud;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What there is in the project, by path. */
final class Resources {

    private static final JsonObject NO_POLICY = Json.createObjectBuilder().add("etag", "BwYAAAAAAAA=")
            .add("version", 1).add("bindings", JsonValue.EMPTY_JSON_ARRAY).build();

    private final Map<String, JsonObject> byPath = new TreeMap<>();

    Optional<JsonObject> find(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    ApiAnswer get(String path) {
        return find(path).map(ApiAnswer::ok).orElseGet(() -> ApiAnswer.notFound(path));
    }

    void put(String path, JsonObject resource) {
        byPath.put(path, resource);
    }

    boolean remove(String path) {
        byPath.keySet().removeIf(below -> below.startsWith(path + "/") || below.startsWith(path + ":"));
        return byPath.remove(path) != null;
    }

    List<JsonObject> below(String folder) {
        return byPath.entrySet().stream().filter(entry -> entry.getKey().startsWith(folder + "/"))
                .map(Map.Entry::getValue).toList();
    }

    JsonObject policy(String path) {
        return find(path + ":policy").orElse(NO_POLICY);
    }

    JsonObject setPolicy(String path, JsonObject policy) {
        put(path + ":policy", policy);
        return policy;
    }
}
