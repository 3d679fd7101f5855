package io.nevus.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;

/** What every answer carries, errors included. */
final class CommonHeaders {
    private static final String PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' blob: data:; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'";

    private CommonHeaders() {
    }

    static void addTo(ServerResponseHeaders headers, String requestId) {
        headers.set(HeaderNames.create("X-Request-Id"), requestId);
        headers.set(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        headers.set(HeaderNames.create("Content-Security-Policy"), PAGE_POLICY);
        headers.set(HeaderNames.create("X-Content-Type-Options"), "nosniff");
        headers.set(HeaderNames.create("Referrer-Policy"), "no-referrer");
        if (!headers.contains(HeaderNames.CACHE_CONTROL)) {
            headers.set(HeaderNames.CACHE_CONTROL, "no-store");
        }
    }
}
