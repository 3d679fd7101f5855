package io.nevus;

import com.sun.net.httpserver.HttpExchange;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What every JSON API does with a request and its answer. */
final class JsonHttp {

    private JsonHttp() {
    }

    static void answer(HttpExchange exchange, JsonObjectBuilder json) throws IOException {
        send(exchange, 200, json.build().toString());
    }

    static void error(HttpExchange exchange, int code) throws IOException {
        send(exchange, code, "{\"error\":{\"code\":%d,\"message\":\"as the test wants it\"}}".formatted(code));
    }

    private static void send(HttpExchange exchange, int code, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
    }

    static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        Arrays.stream(raw == null ? new String[0] : raw.split("&")).map(pair -> pair.split("=", 2))
                .forEach(pair -> query.put(pair[0], decode(pair.length > 1 ? pair[1] : "")));
        return query;
    }

    static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
