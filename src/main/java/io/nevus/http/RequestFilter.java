package io.nevus.http;

import io.helidon.common.uri.UriPath;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.time.Duration;

/** What is done around every request: an id, a tolerant path, common headers, a line in the log, an orderly close. */
final class RequestFilter implements Filter {
    /** A history of a million predictions is 200 MB: time enough at 3 Mbit/s, an end for a client that does not read. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        BoundedConnection connection = BoundedConnection.current();
        connection.begin();
        var exchange = new Exchange(request, connection);
        request.context().register(exchange);
        response.beforeSend(() -> finish(response, exchange));
        singleSlashes(request);
        try (var _ = Deadline.after(LONGEST)) {
            chain.proceed();
        } finally {
            RequestLog.served(request, response, exchange);
            connection.end();
        }
        if (response.headers().contains(HeaderValues.CONNECTION_CLOSE)
                || request.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
            connection.closing(lingering(exchange));
            throw new CloseConnectionException("The answer was the last one of this connection");
        }
    }

    private static void finish(RoutingResponse response, Exchange exchange) {
        CommonHeaders.addTo(response.headers(), exchange.id());
        if (exchange.isDistrusted() || !exchange.body().isFinished()) {
            response.headers().set(HeaderValues.CONNECTION_CLOSE);
        }
    }

    private static Lingering lingering(Exchange exchange) {
        if (!exchange.body().isFinished()) {
            return exchange.body().rest();
        }
        return exchange.isDistrusted() ? Lingering.BRIEF : Lingering.NONE;
    }

    /** Frontends configured with a trailing slash ask for //predict. */
    private static void singleSlashes(RoutingRequest request) {
        HttpPrologue asked = request.prologue();
        String path = asked.uriPath().rawPath();
        if (path.contains("//")) {
            request.prologue(HttpPrologue.create(asked.rawProtocol(), asked.protocol(), asked.protocolVersion(),
                    asked.method(), UriPath.create(path.replaceAll("/{2,}", "/")), asked.query(), asked.fragment()));
        }
    }
}
