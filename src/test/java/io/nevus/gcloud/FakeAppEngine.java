package io.nevus.gcloud;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** App Engine's API and the bucket that gcloud uploads an app to, on loopback. */
final class FakeAppEngine implements AutoCloseable {

    static final String HOST = "demo.et.r.appspot.com";
    private static final Pattern SIZE = Pattern.compile("\"size\": \"([0-9]+)\"");

    private final HttpServer server;
    private final List<String> uploads = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile JsonObject version = JsonObject.EMPTY_JSON_OBJECT;
    private volatile boolean created;

    FakeAppEngine() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** The files, with what the upload says of them. */
    List<String> uploads() {
        return uploads;
    }

    List<String> requests() {
        return requests;
    }

    JsonObject version() {
        return version;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
            requests.add(exchange.getRequestMethod() + " " + path + " " + (path.startsWith("/upload/") ? "" : body));
            String answer = answer(exchange.getRequestMethod() + " " + path, body);
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.contains("NOT_FOUND") ? 404 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private String answer(String request, String body) {
        if (request.startsWith("POST /upload/")) {
            uploads.add(body);
            Matcher size = SIZE.matcher(body);
            return "{\"name\":\"x\",\"bucket\":\"staging\",\"size\":\"" + (size.find() ? size.group(1) : "0") + "\"}";
        }
        if (request.equals("POST /v1/apps")) {
            created = true;
            return done("apps/demo");
        }
        if (request.equals("GET /v1/apps/demo")) {
            return created ? """
                    {"name":"apps/demo","id":"demo","locationId":"asia-southeast2","servingStatus":"SERVING",
                     "defaultHostname":"%s","codeBucket":"staging.demo.appspot.com","gcrDomain":"asia.gcr.io"}"""
                    .formatted(HOST) : "{\"error\":{\"code\":404,\"status\":\"NOT_FOUND\",\"message\":\"no app\"}}";
        }
        if (request.equals("POST /v1/apps/demo/services/default/versions")) {
            version = Json.createReader(new StringReader(body)).readObject();
            return done("apps/demo/services/default/versions/" + version.getString("id"));
        }
        return request.startsWith("PATCH") || request.contains("/operations/") ? done("apps/demo") : "{}";
    }

    private static String done(String name) {
        return "{\"name\":\"apps/demo/operations/op1\",\"done\":true,\"response\":{\"name\":\"" + name + "\"}}";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
