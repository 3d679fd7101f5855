package io.nevus.gcloud;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The APIs of Google that the scripts use, on loopback: they record what is asked, and remember what was made. */
final class FakeGoogle implements AutoCloseable {

    private final HttpServer server;
    private final List<ApiRequest> requests = new CopyOnWriteArrayList<>();
    private final Map<Predicate<ApiRequest>, ApiAnswer> faults = new LinkedHashMap<>();
    private final Map<String, Function<ApiRequest, ApiAnswer>> apis = new LinkedHashMap<>();
    private final FakeVm vm = new FakeVm();
    private final Resources resources = new Resources();

    FakeGoogle() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        apis.put("compute", new ComputeApi(resources, vm, address() + "/compute/v1/"));
        apis.put("storage", new StorageApi(resources));
        for (String api : List.of("artifactregistry", "firestore", "iam", "cloudresourcemanager", "serviceusage",
                "logging")) {
            apis.put(api, new PlainApi(resources));
        }
        server.createContext("/", this::handle);
        server.start();
    }

    /** Puts another API in place of one, or beside the others. */
    void serve(String api, Function<ApiRequest, ApiAnswer> answers) {
        apis.put(api, answers);
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A VM that waits for its first image. */
    void createVm() {
        apis.get("compute").apply(new ApiRequest("POST", "projects/demo/zones/asia-southeast2-b/instances", "",
                Json.createReader(new StringReader("""
                        {"name": "nevus", "metadata": {"items": [{"key": "user-data", "value": "#cloud-config"}]},
                         "networkInterfaces": [{"accessConfigs": [{"natIP": "%s"}]}]}"""
                        .formatted(ComputeApi.ADDRESS))).readObject()));
    }

    /** What create.sh makes beside the VM, without a policy. */
    void createStores() {
        for (String path : List.of("projects/demo/locations/asia-southeast2/repositories/nevus", "b/demo-nevus",
                "projects/demo/databases/(default)", "projects/demo/global/firewalls/nevus-http",
                "projects/demo/regions/asia-southeast2/addresses/nevus",
                "projects/demo/serviceAccounts/nevus-vm@demo.iam.gserviceaccount.com")) {
            resources.put(path, JsonObject.EMPTY_JSON_OBJECT);
        }
    }

    /** What leads gcloud here. */
    Map<String, String> environment() {
        return apis.keySet().stream().collect(Collectors.toMap(
                api -> "CLOUDSDK_API_ENDPOINT_OVERRIDES_" + api.toUpperCase(Locale.ROOT),
                api -> address() + "/" + api + (api.equals("compute") || api.equals("storage") ? "/v1/" : "/")));
    }

    FakeVm vm() {
        return vm;
    }

    List<ApiRequest> requests() {
        return requests;
    }

    List<ApiRequest> writes() {
        return requests.stream().filter(ApiRequest::writes).toList();
    }

    /** The only one of this kind. */
    ApiRequest write(String method, String pathEnd) {
        List<ApiRequest> found = writes().stream().filter(request -> request.matches(method, pathEnd)).toList();
        if (found.size() != 1) {
            throw new AssertionError("%s …%s was sent %d times%n%s".formatted(method, pathEnd, found.size(),
                    writes().stream().map(ApiRequest::toString).collect(Collectors.joining("\n"))));
        }
        return found.getFirst();
    }

    /** From now on only what comes next is known, and nothing fails. */
    void forget() {
        requests.clear();
        faults.clear();
    }

    void fail(String method, String pathEnd, ApiAnswer answer) {
        faults.put(request -> request.matches(method, pathEnd), answer);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            ApiRequest request = read(exchange);
            requests.add(request);
            ApiAnswer answer = faults.entrySet().stream().filter(fault -> fault.getKey().test(request))
                    .map(Map.Entry::getValue).findFirst().orElseGet(() -> answer(request));
            byte[] body = answer.body().toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** The first folder tells which API is asked. */
    private ApiAnswer answer(ApiRequest request) {
        String[] parts = request.path().split("/", 4);
        synchronized (this) {
            return apis.get(parts[1]).apply(
                    new ApiRequest(request.method(), parts[3], request.query(), request.body()));
        }
    }

    private static ApiRequest read(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        JsonObject body = JsonObject.EMPTY_JSON_OBJECT;
        if (bytes.length > 0) {
            try (JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes))) {
                body = reader.readObject();
            }
        }
        String query = exchange.getRequestURI().getRawQuery();
        return new ApiRequest(exchange.getRequestMethod(), exchange.getRequestURI().getPath(),
                query == null ? "" : URLDecoder.decode(query, StandardCharsets.UTF_8), body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
