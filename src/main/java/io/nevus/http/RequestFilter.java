package io.nevus.http;

import io.helidon.common.uri.UriPath;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What is done around every request: an id, a tolerant path, common headers, a line in the log, an orderly close. */
final class RequestFilter implements Filter {
    private static final Logger LOG = Logger.getLogger(RequestFilter.class.getName());
    /** A million predictions are 200 MB: time enough at 3 Mbit/s, and an end for a client that does not read. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Farewell farewell;

    RequestFilter(Farewell farewell) {
        this.farewell = farewell;
    }

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
        } catch (CloseConnectionException e) {
            explain(e, exchange);
            if (!response.isSent()) {
                // nothing is sent any more: the log gets to know that time was up
                response.status(Status.REQUEST_TIMEOUT_408);
            }
            throw e;
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

    private void finish(RoutingResponse response, Exchange exchange) {
        CommonHeaders.addTo(response.headers(), exchange.id());
        if (exchange.isDistrusted() || !exchange.body().isFinished() || farewell.isSaid()) {
            response.headers().set(HeaderValues.CONNECTION_CLOSE);
        }
    }

    /** An answer broke off: for a client that is gone that is no news. */
    private static void explain(CloseConnectionException closed, Exchange exchange) {
        if (closed.getCause() != null && !(closed.getCause() instanceof UncheckedIOException)) {
            LOG.log(Level.WARNING, "The answer to request " + exchange.id() + " broke off", closed.getCause());
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
