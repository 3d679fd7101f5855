package io.nevus.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.lang.reflect.Proxy;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** openapi.yaml and the running server say the same. */
class OpenApiTest {
    private static TestServer server;
    private static Map<String, Object> description;

    @BeforeAll
    static void start() throws Exception {
        server = new TestServer();
        HttpResponse<String> yaml = server.get("/openapi");
        assertEquals("application/yaml", yaml.headers().firstValue("Content-Type").orElse(""));
        description = new Yaml().load(yaml.body());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        Map<String, Object> map = (Map<String, Object>) value;
        if (map.get("$ref") instanceof String reference) {
            Object target = description;
            for (String step : reference.substring(2).split("/")) {
                target = map(target).get(step);
            }
            return map(target);
        }
        return map;
    }

    private static Set<String> described() {
        Set<String> described = new TreeSet<>();
        map(description.get("paths")).forEach((path, methods) -> map(methods).keySet().stream()
                .filter(key -> !key.equals("parameters"))
                        .forEach(method -> described.add(method.toUpperCase() + " " + path)));
        return described;
    }

    /** What the services register, and what Helidon's own do. */
    private static Set<String> routed() {
        Set<String> routed = new TreeSet<>(Set.of("GET /"));
        Health.PATHS.stream().filter(path -> !path.equals("/observe/health"))
                .forEach(path -> routed.add("GET " + path));
        var recorder = (HttpRules) Proxy.newProxyInstance(HttpRules.class.getClassLoader(),
                new Class<?>[] {HttpRules.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("route") && arguments[0] instanceof Method verb
                            && !verb.equals(Method.HEAD)) {
                        routed.add(verb.text() + " " + arguments[1]);
                    }
                    return proxy;
                });
        Upload upload = new Upload(Settings.load(Map.of(), Map.of(), Optional.empty()).upload(), new Admission());
        Examiner examiner = new Examiner(server.model, server.history, new Meters(), new Admission());
        for (HttpService service : List.of(new ContractService(upload, examiner, server.history),
                new ApiService(upload, examiner, server.model, server.history, new ApiKey(Optional.empty())),
                new PageService())) {
            service.routing(recorder);
        }
        return routed;
    }

    @Test
    void describesEveryRouteAndNoOther() {
        assertEquals(routed(), described());
    }

    @Test
    void describesWhatIsAnswered() throws Exception {
        byte[] picture = Multipart.picture();
        check("POST", "/predict", 201, server.upload("/predict", picture));
        check("POST", "/predict", 400, server.upload("/predict", Multipart.blurred()));
        check("POST", "/predict", 413, server.upload("/predict", Multipart.picture(1_000_001)));
        check("GET", "/predict/histories", 200, server.get("/predict/histories"));
        HttpResponse<String> made = server.upload("/api/predictions", picture);
        check("POST", "/api/predictions", 201, made);
        check("POST", "/api/predictions", 400, server.upload("/api/predictions", new Multipart()));
        check("POST", "/api/predictions", 413, server.upload("/api/predictions", Multipart.picture(10_000_001)));
        check("POST", "/api/predictions", 415, server.send("POST", "/api/predictions", BodyPublishers.ofString("x")));
        check("POST", "/api/predictions", 422, server.upload("/api/predictions", Multipart.blurred()));
        check("GET", "/api/predictions", 200, server.get("/api/predictions?limit=1"));
        check("GET", "/api/predictions", 400, server.get("/api/predictions?limit=x"));
        String one = made.headers().firstValue("Location").orElseThrow();
        check("GET", "/api/predictions/{id}", 200, server.get(one));
        check("DELETE", "/api/predictions/{id}", 204, server.send("DELETE", one, BodyPublishers.noBody()));
        check("DELETE", "/api/predictions/{id}", 404, server.send("DELETE", one, BodyPublishers.noBody()));
        check("GET", "/api/predictions/{id}", 404, server.get(one));
        for (String path : List.of("/api/model", "/openapi", "/observe/metrics", "/observe/health/live",
                "/observe/health/started", "/observe/health/ready")) {
            check("GET", path, 200, server.get(path));
        }
    }

    @Test
    void describesWhatIsAnsweredWhenAllIsBroken() throws Exception {
        try (var broken = new TestServer()) {
            broken.model.breakWith("broken");
            broken.history.breakWith("broken");
            check("POST", "/predict", 503, broken.upload("/predict", Multipart.picture()));
            check("GET", "/predict/histories", 503, broken.get("/predict/histories"));
            check("POST", "/api/predictions", 503, broken.upload("/api/predictions", Multipart.picture()));
            check("GET", "/api/predictions", 503, broken.get("/api/predictions"));
            String one = "/api/predictions/00000000-0000-0000-0000-000000000000";
            check("GET", "/api/predictions/{id}", 503, broken.get(one));
            check("DELETE", "/api/predictions/{id}", 503, broken.send("DELETE", one, BodyPublishers.noBody()));
            check("GET", "/observe/health/ready", 503, broken.get("/observe/health/ready"));
        }
    }

    private static void check(String method, String path, int status, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        Map<String, Object> operation = map(map(map(description.get("paths")).get(path)).get(method.toLowerCase()));
        Map<String, Object> response = map(map(operation.get("responses")).get(String.valueOf(status)));
        if (response.get("headers") != null) {
            map(response.get("headers")).keySet()
                    .forEach(name -> assertTrue(answer.headers().firstValue(name).isPresent(), name));
        }
        if (response.get("content") == null) {
            assertEquals("", answer.body());
            return;
        }
        var content = map(response.get("content")).entrySet().iterator().next();
        assertEquals(content.getKey(), answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", ""));
        if (content.getKey().endsWith("json")) {
            JsonObject json = jakarta.json.Json.createReader(new StringReader(answer.body())).readObject();
            assertEquals(List.of(), faults(path, map(map(content.getValue()).get("schema")), json));
        }
    }

    /** The few words of JSON Schema that openapi.yaml uses. */
    private static List<String> faults(String where, Map<String, Object> schema, JsonValue value) {
        List<String> faults = new ArrayList<>();
        for (Object part : list(schema.get("allOf"))) {
            faults.addAll(faults(where, map(part), value));
        }
        Object type = schema.get("type");
        if (type != null && !type.equals(type(value))) {
            faults.add(where + " is no " + type + ": " + value);
        }
        if (!list(schema.get("enum")).isEmpty() && !list(schema.get("enum")).contains(text(value))
                || schema.get("const") instanceof String only && !only.equals(text(value))
                || schema.get("pattern") instanceof String pattern && !text(value).matches(pattern)) {
            faults.add(where + " has the value " + value);
        }
        if (value instanceof JsonObject object) {
            list(schema.get("required")).stream().filter(name -> !object.containsKey(name))
                    .forEach(name -> faults.add(where + " lacks " + name));
            Map<String, Object> properties = schema.get("properties") == null ? Map.of()
                    : map(schema.get("properties"));
            properties.forEach((name, property) -> Stream.ofNullable(object.get(name))
                    .forEach(member -> faults.addAll(faults(where + "/" + name, map(property), member))));
            if (Boolean.FALSE.equals(schema.get("additionalProperties"))) {
                object.keySet().stream().filter(name -> !properties.containsKey(name))
                        .forEach(name -> faults.add(where + " has an undescribed " + name));
            }
        }
        if (value instanceof JsonArray array && schema.get("items") != null) {
            array.forEach(item -> faults.addAll(faults(where + "[]", map(schema.get("items")), item)));
        }
        return faults;
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static String text(JsonValue value) {
        return value instanceof JsonString string ? string.getString() : value.toString();
    }

    private static String type(JsonValue value) {
        return switch (value.getValueType()) {
            case TRUE, FALSE -> "boolean";
            case NUMBER -> ((JsonNumber) value).isIntegral() && value.toString().matches("\\d+") ? "integer" : "number";
            default -> value.getValueType().name().toLowerCase();
        };
    }
}
