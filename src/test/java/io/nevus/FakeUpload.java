package io.nevus;

import com.sun.net.httpserver.HttpExchange;
import jakarta.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Uploads to {@link FakeCloudStorage} as gcloud does them: in one multipart request, or resumable when they are large. */
record FakeUpload(FakeCloudStorage storage) {

    void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestMethod().equals("PUT")) {
            put(exchange, JsonHttp.query(exchange).get("name"), body);
        } else if (JsonHttp.query(exchange).get("uploadType").equals("resumable")) {
            begin(exchange, body);
        } else {
            multipart(exchange, body);
        }
    }

    /** The address for the bytes, which come as one. */
    private void begin(HttpExchange exchange, byte[] metadata) throws IOException {
        exchange.getResponseHeaders().set("Location", "%s/upload/session?ifGenerationMatch=%s&name=%s".formatted(
                storage.endpoint(), JsonHttp.query(exchange).get("ifGenerationMatch"), name(metadata)));
        exchange.sendResponseHeaders(200, -1);
    }

    private void multipart(HttpExchange exchange, byte[] body) throws IOException {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        String boundary = text.lines().findFirst().orElseThrow();
        int json = text.indexOf('{');
        int second = text.indexOf(boundary, json);
        put(exchange, name(Arrays.copyOfRange(body, json, second)),
                Arrays.copyOfRange(body, text.indexOf("\n\n", second) + 2, text.lastIndexOf("\n" + boundary)));
    }

    private static String name(byte[] metadata) {
        try (var reader = Json.createReader(new ByteArrayInputStream(metadata))) {
            return reader.readObject().getString("name");
        }
    }

    private void put(HttpExchange exchange, String name, byte[] bytes) throws IOException {
        if (storage.putIfMatch(name, bytes, JsonHttp.query(exchange).get("ifGenerationMatch"))) {
            JsonHttp.answer(exchange, storage.resource(name));
        } else {
            JsonHttp.error(exchange, 412);
        }
    }
}
