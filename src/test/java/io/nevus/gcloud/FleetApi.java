package io.nevus.gcloud;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compute Engine as far as groups of VMs and load balancers go; operations are done at once. */
final class FleetApi implements Function<ApiRequest, ApiAnswer> {

    static final String ADDRESS = "203.0.113.9";
    /** A VM whose image is called so never becomes healthy. */
    static final String BROKEN = "broken";
    private static final String FINGERPRINT = "AAAAAAAAAAA=";
    private static final Pattern COLLECTION = Pattern.compile(
            "projects/[^/]*/(global|regions/[^/]*)/(addresses|autoscalers|backendServices|firewalls|forwardingRules"
                    + "|healthChecks|instanceGroupManagers|instanceTemplates|sslCertificates|targetHttpProxies"
                    + "|targetHttpsProxies|urlMaps)");
    private static final Pattern VERB = Pattern.compile("(.*)/(setNamedPorts|getHealth|listManagedInstances|wait)");

    private final Resources resources = new Resources();
    private final String root;

    FleetApi(FakeGoogle google) {
        root = google.address() + "/compute/v1/";
    }

    @Override
    public ApiAnswer apply(ApiRequest request) {
        String path = request.path();
        Matcher verb = VERB.matcher(path);
        if (verb.matches()) {
            return act(verb.group(1), verb.group(2));
        }
        return switch (request.method()) {
            case "GET" -> read(path);
            case "POST" -> insert(path, request.body());
            case "PATCH", "PUT" -> update(path.endsWith("/autoscalers") ? path + "/" + request.body().getString("name")
                    : path, request.body());
            default -> resources.remove(path) ? operation("delete", path) : ApiAnswer.notFound(path);
        };
    }

    private ApiAnswer act(String path, String verb) {
        return switch (verb) {
            case "getHealth" -> ApiAnswer.ok(Json.createObjectBuilder().add("healthStatus", Json.createArrayBuilder()
                    .add(Json.createObjectBuilder().add("healthState", "HEALTHY")
                            .add("instance", root + "projects/demo/zones/asia-southeast2-a/instances/vm-1"))).build());
            case "listManagedInstances" -> ApiAnswer.empty();
            default -> operation("update", path);
        };
    }

    private ApiAnswer read(String path) {
        if (path.contains("/operations/")) {
            return operation("insert", path);
        }
        if (path.contains("/aggregated/")) {
            String kind = path.substring(path.lastIndexOf('/') + 1);
            return ApiAnswer.ok(Json.createObjectBuilder().add("items", Json.createObjectBuilder().add("global",
                    Json.createObjectBuilder().add(kind, all(path.replace("/aggregated/", "/global/"))))).build());
        }
        if (path.contains("/images/family/")) {
            return ApiAnswer.ok(Json.createObjectBuilder().add("name", "cos").add("selfLink", root + path).build());
        }
        if (COLLECTION.matcher(path).matches()) {
            return ApiAnswer.ok(Json.createObjectBuilder().add("items", all(path)).build());
        }
        return resources.get(path);
    }

    private JsonArrayBuilder all(String collection) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        resources.below(collection).forEach(all::add);
        return all;
    }

    private ApiAnswer insert(String collection, JsonObject body) {
        String path = collection + "/" + body.getString("name");
        if (!COLLECTION.matcher(collection).matches()) {
            return ApiAnswer.notFound(path);
        }
        if (resources.find(path).isPresent()) {
            return ApiAnswer.exists(path);
        }
        JsonObjectBuilder made = Json.createObjectBuilder(body).add("selfLink", root + path).add("id", "4711")
                .add("fingerprint", FINGERPRINT).add("address", ADDRESS);
        if (!collection.contains("/global/")) {
            made.add("region", root + collection.replaceAll("/[^/]*$", ""));
        }
        if (path.contains("/instanceGroupManagers/")) {
            String group = path.replace("/instanceGroupManagers/", "/instanceGroups/");
            resources.put(group, Json.createObjectBuilder().add("name", body.getString("name"))
                    .add("selfLink", root + group).add("fingerprint", FINGERPRINT).build());
            made.add("instanceGroup", root + group).add("status", status(body.getString("instanceTemplate")));
        }
        resources.put(path, made.build());
        return operation("insert", path);
    }

    private ApiAnswer update(String path, JsonObject body) {
        Optional<JsonObject> before = resources.find(path);
        if (before.isEmpty()) {
            return ApiAnswer.notFound(path);
        }
        JsonObjectBuilder after = Json.createObjectBuilder(before.get()).addAll(Json.createObjectBuilder(body));
        if (body.containsKey("versions")) {
            String template = body.getJsonArray("versions").getJsonObject(0).getString("instanceTemplate");
            after.add("instanceTemplate", template).add("status", status(template));
        }
        resources.put(path, after.build());
        return operation("update", path);
    }

    private JsonObjectBuilder status(String template) {
        boolean healthy = resources.find(template.substring(root.length()))
                .filter(found -> !found.toString().contains(BROKEN)).isPresent();
        return Json.createObjectBuilder().add("isStable", healthy)
                .add("versionTarget", Json.createObjectBuilder().add("isReached", healthy));
    }

    /** What there is: names with their kind. */
    List<String> names() {
        return resources.below("projects/demo").stream()
                .map(resource -> resource.getString("selfLink").replaceAll(".*/([^/]*/[^/]*)$", "$1"))
                .filter(name -> !name.startsWith("instanceGroups/")).toList();
    }

    private ApiAnswer operation(String type, String target) {
        String scope = target.replaceAll("^(projects/[^/]*/(?:global|regions/[^/]*))/.*", "$1");
        JsonObjectBuilder operation = Json.createObjectBuilder().add("kind", "compute#operation")
                .add("name", "op1").add("status", "DONE").add("progress", 100).add("operationType", type)
                .add("selfLink", root + scope + "/operations/op1").add("targetLink", root + target);
        if (!scope.endsWith("/global")) {
            operation.add("region", root + scope);
        }
        return ApiAnswer.ok(operation.build());
    }
}
