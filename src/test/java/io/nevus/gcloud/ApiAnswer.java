package io.nevus.gcloud;

import jakarta.json.Json;
import jakarta.json.JsonObject;

/** What an API of Google answers. */
record ApiAnswer(int status, JsonObject body) {

    static ApiAnswer ok(JsonObject body) {
        return new ApiAnswer(200, body);
    }

    static ApiAnswer empty() {
        return ok(JsonObject.EMPTY_JSON_OBJECT);
    }

    static ApiAnswer notFound(String path) {
        return error(404, "NOT_FOUND", "The resource '%s' was not found".formatted(path));
    }

    static ApiAnswer exists(String path) {
        return error(409, "ALREADY_EXISTS", "The resource '%s' already exists".formatted(path));
    }

    static ApiAnswer error(int code, String status, String message) {
        return new ApiAnswer(code, Json.createObjectBuilder().add("error", Json.createObjectBuilder()
                .add("code", code).add("status", status).add("message", message)
                .add("errors", Json.createArrayBuilder().add(Json.createObjectBuilder()
                        .add("reason", status).add("message", message)))).build());
    }

    /** A long-running operation that has come to its end. */
    static ApiAnswer done(String name, JsonObject result) {
        return ok(Json.createObjectBuilder().add("name", name).add("done", true).add("response", result).build());
    }
}
