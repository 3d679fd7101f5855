package io.nevus.http;

import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/**
 * One line for one request. No address, no file name, no query, no path as it was sent: nothing about a person.
 *
 * @param route the pattern that matched
 */
record RequestLog(String id, Optional<String> trace, String method, String route, int status, long bytesIn,
                  long bytesOut, Duration total, Duration examining, Duration keeping) {
    private static final Logger LOG = Logger.getLogger(RequestLog.class.getName());
    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,10}");

    static void served(RoutingRequest request, RoutingResponse response, Exchange exchange) {
        log(new RequestLog(exchange.id(), exchange.trace(), method(request), route(request), response.status().code(),
                exchange.body().bytesRead(), response.bytesWritten(), exchange.elapsed(), exchange.examining(),
                exchange.keeping()));
    }

    static void malformed(String id, int status) {
        log(new RequestLog(id, Optional.empty(), "?", "/*", status, 0, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO));
    }

    private static void log(RequestLog line) {
        var entry = new LogRecord(line.status < 500 ? Level.INFO : Level.WARNING, line.text());
        entry.setLoggerName(LOG.getName());
        entry.setParameters(new Object[] {line});
        LOG.log(entry);
    }

    private static String method(RoutingRequest request) {
        String method = request.prologue().method().text();
        return METHOD.matcher(method).matches() ? method : "?";
    }

    private static String route(RoutingRequest request) {
        return request.matchingPattern().filter(pattern -> pattern.startsWith("/")).orElse("/*");
    }

    String text() {
        return method + ' ' + route + ' ' + status + " in=" + bytesIn + " out=" + bytesOut + " ms=" + total.toMillis()
                + " examine=" + examining.toMillis() + " keep=" + keeping.toMillis() + " id=" + id;
    }

    /** As Cloud Logging's LogEntry.httpRequest. */
    JsonObject httpRequest() {
        return Json.object()
                .add("requestMethod", method)
                .add("requestUrl", route)
                .add("status", status)
                .add("requestSize", String.valueOf(bytesIn))
                .add("responseSize", String.valueOf(bytesOut))
                .add("latency", "%d.%09ds".formatted(total.toSeconds(), total.toNanosPart()))
                .build();
    }
}
