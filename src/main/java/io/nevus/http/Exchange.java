package io.nevus.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** One request and what is known about its answer: its id, its body, where its time went. */
final class Exchange {
    private static final Pattern SANE_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern CLOUD_TRACE = Pattern.compile("([0-9a-f]{32})(/.*)?");

    private final long start = System.nanoTime();
    private final String id;
    private final Optional<String> trace;
    private final RequestBody body;
    private Duration examining = Duration.ZERO;
    private Duration keeping = Duration.ZERO;
    private boolean distrusted;

    Exchange(ServerRequest request, BoundedConnection connection) {
        this.id = header(request, "X-Request-Id").filter(SANE_ID.asMatchPredicate())
                .orElseGet(() -> UUID.randomUUID().toString());
        this.trace = header(request, "X-Cloud-Trace-Context").map(CLOUD_TRACE::matcher)
                .filter(matcher -> matcher.matches()).map(matcher -> matcher.group(1));
        this.body = new RequestBody(request, connection);
    }

    static Exchange of(ServerRequest request) {
        return request.context().get(Exchange.class).orElseThrow();
    }

    private static Optional<String> header(ServerRequest request, String name) {
        return request.headers().first(HeaderNames.create(name));
    }

    String id() {
        return id;
    }

    Optional<String> trace() {
        return trace;
    }

    RequestBody body() {
        return body;
    }

    /** The client and we may disagree about where its next request begins. */
    void distrust() {
        distrusted = body.isPresent();
    }

    boolean isDistrusted() {
        return distrusted;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    Duration examining() {
        return examining;
    }

    void examined(Duration time) {
        examining = time;
    }

    Duration keeping() {
        return keeping;
    }

    void kept(Duration time) {
        keeping = time;
    }
}
