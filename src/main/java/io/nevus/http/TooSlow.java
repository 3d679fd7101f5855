package io.nevus.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import java.nio.charset.StandardCharsets;

/**
 * The last words to a client that is too slow with its request. They are written past Helidon, whose own thread waits
 * for that client and cannot be called away from it but by closing the connection.
 */
final class TooSlow {
    private static final String HELP = "The request came too slowly. Try again over a better connection.";

    private TooSlow() {
    }

    static BufferData answer(String path, String requestId) {
        Status status = Status.REQUEST_TIMEOUT_408;
        Reply reply = Errors.reply(path, new Problem(status, Errors.title(status), HELP));
        ServerResponseHeaders headers = ServerResponseHeaders.create();
        CommonHeaders.addTo(headers, requestId);
        reply.headers().forEach(headers::set);
        headers.set(HeaderValues.CONNECTION_CLOSE);
        headers.set(HeaderNames.CONTENT_LENGTH, String.valueOf(reply.body().length));
        BufferData answer = BufferData.growing(1024);
        answer.write("HTTP/1.1 408 %s\r\n".formatted(status.reasonPhrase()).getBytes(StandardCharsets.US_ASCII));
        for (Header header : headers) {
            header.writeHttp1Header(answer);
        }
        answer.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        answer.write(reply.body());
        return answer;
    }
}
