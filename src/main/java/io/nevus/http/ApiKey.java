package io.nevus.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What those must show who write to /api, where a key is set. */
final class ApiKey {
    static final String HEADER = "X-Api-Key";
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +(.+)");

    private final Optional<byte[]> expected;

    ApiKey(Optional<String> key) {
        this.expected = key.map(ApiKey::bytes);
    }

    /** The same answer, for those who have the key; the body of others is not even read. */
    Function<ServerRequest, Reply> guarding(Function<ServerRequest, Reply> answer) {
        return request -> {
            if (expected.isPresent() && !fits(request, expected.get())) {
                throw Rejected.withoutKey();
            }
            return answer.apply(request);
        };
    }

    /** Takes as long however much of the key was guessed. */
    private static boolean fits(ServerRequest request, byte[] expected) {
        return shown(request).filter(key -> MessageDigest.isEqual(bytes(key), expected)).isPresent();
    }

    private static Optional<String> shown(ServerRequest request) {
        return request.headers().first(HeaderNames.create(HEADER)).or(() ->
                request.headers().first(HeaderNames.AUTHORIZATION).map(String::strip).map(BEARER::matcher)
                        .filter(Matcher::matches).map(bearer -> bearer.group(1)));
    }

    private static byte[] bytes(String key) {
        return key.strip().getBytes(StandardCharsets.UTF_8);
    }
}
