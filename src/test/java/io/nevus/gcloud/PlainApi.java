package io.nevus.gcloud;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The APIs that name a resource by its path and answer writes with an operation, or with the resource. */
final class PlainApi implements Function<ApiRequest, ApiAnswer> {

    private static final Pattern NEW_NAME = Pattern.compile("(?:repositoryId|databaseId)=([^&]*)");
    private static final String OPERATION = "projects/demo/locations/here/operations/op1";
    private static final Pattern SERVICE = Pattern.compile("^.*/services/([^:/]*):enable$");

    private final Resources resources;

    PlainApi(Resources resources) {
        this.resources = resources;
    }

    @Override
    public ApiAnswer apply(ApiRequest request) {
        String path = request.path().replace("projects/-/", "projects/demo/");
        int colon = path.lastIndexOf(':');
        return switch (request.method()) {
            case "GET" -> path.endsWith(":getIamPolicy") ? policy(path.substring(0, colon)) : read(path);
            case "POST" -> colon > 0 ? act(request, path.substring(0, colon), path.substring(colon + 1))
                    : create(request, path);
            case "PATCH" -> {
                resources.put(path, request.body());
                yield operation(path, request.body());
            }
            case "DELETE" -> resources.remove(path) ? removed(path) : ApiAnswer.notFound(path);
            default -> ApiAnswer.error(405, "METHOD", request.method());
        };
    }

    private ApiAnswer read(String path) {
        if (path.endsWith("/services") || path.endsWith("collectionGroups/-/fields")) {
            JsonArrayBuilder all = Json.createArrayBuilder();
            resources.below(path.replace("/-/", "/predictions/")).forEach(all::add);
            return ApiAnswer.ok(Json.createObjectBuilder().add(path.substring(path.lastIndexOf('/') + 1), all)
                    .build());
        }
        return path.contains("operations/") ? ApiAnswer.done(path, JsonObject.EMPTY_JSON_OBJECT)
                : resources.get(path);
    }

    private ApiAnswer act(ApiRequest request, String path, String verb) {
        return switch (verb) {
            case "getIamPolicy" -> policy(path);
            case "setIamPolicy" -> ApiAnswer.ok(resources.setPolicy(path, request.body().getJsonObject("policy")));
            case "batchEnable" -> {
                request.body().getJsonArray("serviceIds").getValuesAs(JsonString.class)
                        .forEach(id -> enable(path + "/" + id.getString()));
                yield ApiAnswer.done("operations/op1", JsonObject.EMPTY_JSON_OBJECT);
            }
            case "enable" -> {
                enable(path);
                yield ApiAnswer.done("operations/op1", JsonObject.EMPTY_JSON_OBJECT);
            }
            case "list" -> ApiAnswer.ok(Json.createObjectBuilder().add("entries", Json.createArrayBuilder()).build());
            default -> ApiAnswer.notFound(request.path());
        };
    }

    private void enable(String path) {
        resources.put(path, Json.createObjectBuilder().add("state", "ENABLED").add("config",
                Json.createObjectBuilder().add("name", path.substring(path.lastIndexOf('/') + 1))).build());
    }

    private ApiAnswer policy(String path) {
        return path.matches("projects/[^/]*") || resources.find(path).isPresent()
                ? ApiAnswer.ok(resources.policy(path)) : ApiAnswer.notFound(path);
    }

    private ApiAnswer create(ApiRequest request, String collection) {
        JsonObject body = request.body();
        if (collection.endsWith("/serviceAccounts")) {
            String email = "%s@demo.iam.gserviceaccount.com".formatted(body.getString("accountId"));
            return insert(collection + "/" + email, Json.createObjectBuilder().add("email", email)
                    .add("name", collection + "/" + email).build(), Optional.empty());
        }
        Matcher name = NEW_NAME.matcher(request.query());
        if (!name.find()) {
            return ApiAnswer.error(400, "INVALID_ARGUMENT", "no name");
        }
        String path = collection + "/" + name.group(1);
        return insert(path, Json.createObjectBuilder(body).add("name", path).build(), Optional.of(path));
    }

    private ApiAnswer insert(String path, JsonObject resource, Optional<String> slow) {
        if (resources.find(path).isPresent()) {
            return ApiAnswer.exists(path);
        }
        resources.put(path, resource);
        return slow.isPresent() ? operation(path, resource) : ApiAnswer.ok(resource);
    }

    private static ApiAnswer removed(String path) {
        return path.contains("/serviceAccounts/") ? ApiAnswer.empty() : operation(path, JsonObject.EMPTY_JSON_OBJECT);
    }

    private static ApiAnswer operation(String path, JsonObject result) {
        String name = path.contains("/databases/") ? "projects/demo/databases/(default)/operations/op1" : OPERATION;
        return ApiAnswer.done(name, result);
    }
}
