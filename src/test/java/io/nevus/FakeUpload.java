package io.nevus;

import com.sun.net.httpserver.HttpExchange;
import jakarta.json.Json;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Simple uploads to {@link FakeCloudStorage}: metadata and bytes in one multipart request, as gcloud sends small files. */
record FakeUpload(FakeCloudStorage storage) {

    void answer(HttpExchange exchange) throws IOException {
        Map<String, String> query = FakeCloudStorage.query(exchange);
        byte[] body = exchange.getRequestBody().readAllBytes();
        String text = new String(body, StandardCharsets.ISO_8859_1);
        String boundary = text.lines().findFirst().orElseThrow();
        String json = text.substring(text.indexOf('{'), text.indexOf("}\n", text.indexOf('{')) + 1);
        String name = Json.createReader(new StringReader(json)).readObject().getString("name");
        int second = text.indexOf(boundary, boundary.length());
        int from = text.indexOf("\n\n", second) + 2;
        int until = text.lastIndexOf("\n" + boundary);
        if (!storage.matches(name, query)) {
            FakeCloudStorage.error(exchange, 412);
            return;
        }
        storage.put(name, Arrays.copyOfRange(body, from, until));
        FakeCloudStorage.json(exchange, storage.resource(name));
    }
}
