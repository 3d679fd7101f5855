package io.nevus.gcloud;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compute Engine: addresses, firewall rules and instances, whose operations are done at once. */
final class ComputeApi implements Function<ApiRequest, ApiAnswer> {

    static final String ADDRESS = "203.0.113.7";
    private static final String FINGERPRINT = "AAAAAAAAAAA=";
    private static final Pattern VERB =
            Pattern.compile("(.*/instances/[^/]*)/(setMetadata|getGuestAttributes|serialPort)");
    private static final Pattern COLLECTION = Pattern.compile(".*/(addresses|firewalls|instances)");

    private final Resources resources;
    private final FakeVm vm;
    private final String root;

    ComputeApi(Resources resources, FakeVm vm, String root) {
        this.resources = resources;
        this.vm = vm;
        this.root = root;
    }

    @Override
    public ApiAnswer apply(ApiRequest request) {
        String path = request.path();
        Matcher verb = VERB.matcher(path);
        if (verb.matches()) {
            return resources.find(verb.group(1)).isEmpty() ? ApiAnswer.notFound(path)
                    : act(request, verb.group(1), verb.group(2));
        }
        if (path.contains("/operations/")) {
            return operation(path, path);
        }
        if (path.matches("projects/[^/]*/(zones|regions)/[^/]*")) {
            return ApiAnswer.ok(Json.createObjectBuilder().add("name", path).add("selfLink", root + path).build());
        }
        return switch (request.method()) {
            case "GET" -> resources.get(path);
            case "POST" -> COLLECTION.matcher(path).matches() ? insert(request) : ApiAnswer.notFound(path);
            case "PATCH" -> update(request);
            case "DELETE" -> resources.remove(path) ? operation(path, path) : ApiAnswer.notFound(path);
            default -> ApiAnswer.error(405, "METHOD", request.method());
        };
    }

    private ApiAnswer insert(ApiRequest request) {
        String path = request.path() + "/" + request.body().getString("name");
        if (resources.find(path).isPresent()) {
            return ApiAnswer.exists(path);
        }
        JsonObjectBuilder made = Json.createObjectBuilder(request.body()).add("selfLink", root + path)
                .add("id", "4711");
        if (path.contains("/addresses/")) {
            made.add("address", ADDRESS).add("status", "RESERVED");
        } else if (path.contains("/instances/")) {
            made.add("status", "RUNNING").add("zone", root + path.replaceAll("/instances/.*", ""))
                    .add("metadata", metadata(request.body().getJsonObject("metadata")));
        }
        JsonObject resource = made.build();
        resources.put(path, resource);
        if (path.contains("/instances/")) {
            vm.read(resource.getJsonObject("metadata"));
        }
        return operation(path, path);
    }

    private ApiAnswer update(ApiRequest request) {
        return resources.find(request.path()).map(before -> {
            resources.put(request.path(), Json.createObjectBuilder(before)
                    .addAll(Json.createObjectBuilder(request.body())).build());
            return operation(request.path(), request.path());
        }).orElseGet(() -> ApiAnswer.notFound(request.path()));
    }

    private ApiAnswer act(ApiRequest request, String instance, String verb) {
        return switch (verb) {
            case "setMetadata" -> {
                JsonObject metadata = metadata(request.body());
                resources.put(instance, Json.createObjectBuilder(resources.find(instance).orElseThrow())
                        .add("metadata", metadata).build());
                vm.read(metadata);
                yield operation(instance, instance);
            }
            case "serialPort" -> ApiAnswer.ok(Json.createObjectBuilder()
                    .add("contents", "kernel: hello\nbash[1]: nevus-launcher: ready\n").add("next", "1").build());
            default -> guestAttributes(instance);
        };
    }

    private ApiAnswer guestAttributes(String instance) {
        Map<String, String> told = vm.told();
        if (told.isEmpty()) {
            return ApiAnswer.notFound(instance + "/guestAttributes");
        }
        JsonArrayBuilder items = Json.createArrayBuilder();
        told.forEach((key, value) -> items.add(Json.createObjectBuilder().add("namespace", "nevus")
                .add("key", key).add("value", value)));
        return ApiAnswer.ok(Json.createObjectBuilder().add("queryPath", "nevus/")
                .add("queryValue", Json.createObjectBuilder().add("items", items)).build());
    }

    private static JsonObject metadata(JsonObject metadata) {
        return Json.createObjectBuilder(metadata).add("fingerprint", FINGERPRINT).build();
    }

    private ApiAnswer operation(String path, String target) {
        String scope = path.replaceAll("^(projects/[^/]*/(?:global|(?:zones|regions)/[^/]*))/.*", "$1");
        JsonObjectBuilder operation = Json.createObjectBuilder().add("kind", "compute#operation")
                .add("name", "op1").add("status", "DONE").add("progress", 100).add("operationType", "insert")
                .add("selfLink", root + scope + "/operations/op1").add("targetLink", root + target);
        if (!scope.endsWith("/global")) {
            operation.add(scope.contains("/zones/") ? "zone" : "region", root + scope);
        }
        return ApiAnswer.ok(operation.build());
    }
}
