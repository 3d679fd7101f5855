package io.nevus.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** An answer that is complete before its first byte is sent. */
record Reply(Status status, byte[] body, Map<HeaderName, String> headers) {

    static Reply empty(Status status) {
        return new Reply(status, new byte[0], Map.of());
    }

    static Reply of(byte[] body, String mediaType) {
        return new Reply(Status.OK_200, body, Map.of(HeaderNames.CONTENT_TYPE, mediaType));
    }

    static Reply json(Status status, JsonObject body) {
        return json(status, body, "application/json");
    }

    static Reply json(Status status, JsonObject body, String mediaType) {
        return of(body.toString().getBytes(StandardCharsets.UTF_8), mediaType).withStatus(status);
    }

    Reply withStatus(Status other) {
        return new Reply(other, body, headers);
    }

    Reply with(HeaderName name, String value) {
        Map<HeaderName, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Reply(status, body, Map.copyOf(more));
    }

    void send(ServerRequest request, ServerResponse response) {
        response.status(status);
        headers.forEach(response::header);
        if (request.prologue().method().equals(Method.HEAD)) {
            response.headers().contentLength(body.length);
            response.send();
        } else {
            response.send(body);
        }
    }
}
