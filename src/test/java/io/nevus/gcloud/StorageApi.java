package io.nevus.gcloud;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.function.Function;

/** Cloud Storage's JSON API, as far as buckets go. */
final class StorageApi implements Function<ApiRequest, ApiAnswer> {

    private final Resources resources;

    StorageApi(Resources resources) {
        this.resources = resources;
    }

    @Override
    public ApiAnswer apply(ApiRequest request) {
        String path = request.path();
        if (path.equals("b")) {
            return create(request);
        }
        String bucket = path.replaceAll("^(b/[^/]*).*", "$1");
        if (resources.find(bucket).isEmpty()) {
            return ApiAnswer.error(404, "notFound", "The specified bucket does not exist.");
        }
        return switch (request.method() + " " + path.substring(bucket.length())) {
            case "GET " -> resources.get(bucket);
            case "GET /iam" -> ApiAnswer.ok(resources.policy(bucket));
            case "PUT /iam" -> ApiAnswer.ok(resources.setPolicy(bucket, request.body()));
            case "GET /o" -> ApiAnswer.ok(Json.createObjectBuilder().add("kind", "storage#objects").build());
            case "GET /storageLayout", "GET /managedFolders" -> ApiAnswer.empty();
            case "DELETE " -> {
                resources.remove(bucket);
                yield ApiAnswer.empty();
            }
            default -> ApiAnswer.notFound(path);
        };
    }

    private ApiAnswer create(ApiRequest request) {
        String path = "b/" + request.body().getString("name");
        if (resources.find(path).isPresent()) {
            return ApiAnswer.exists(path);
        }
        JsonObject bucket = Json.createObjectBuilder(request.body()).add("kind", "storage#bucket")
                .add("metageneration", "1").add("storageClass", "STANDARD").build();
        resources.put(path, bucket);
        return ApiAnswer.ok(bucket);
    }
}
