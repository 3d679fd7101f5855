package io.nevus.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lets each client ask so many times a minute, and no more at once; the page's own files and probes don't count. */
final class RateLimit implements Filter {
    /** Of 100 bytes each; when there are more, the one that asked longest ago is forgotten, and begins anew. */
    private static final int MOST_CLIENTS = 20_000;

    private final int perMinute;
    private final Clients addresses;
    private final Map<AddressRange, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<AddressRange, Bucket> eldest) {
            return size() > MOST_CLIENTS;
        }
    };

    /** @param tokens how many requests were left at that time */
    private record Bucket(double tokens, long nanoTime) {
    }

    RateLimit(AccessSettings settings) {
        this.perMinute = settings.requestsPerMinute();
        this.addresses = new Clients(settings.proxies());
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        Duration wait = perMinute > 0 && counts(request) ? take(addresses.of(request), System.nanoTime()) : Duration.ZERO;
        if (wait.isZero()) {
            chain.proceed();
            return;
        }
        String seconds = String.valueOf(wait.plusMillis(999).toSeconds());
        var problem = new Problem(Status.TOO_MANY_REQUESTS_429, "Too many requests",
                "This client may ask %d times a minute. Try again in %s s.".formatted(perMinute, seconds));
        Errors.reply(request.path().path(), problem).with(HeaderNames.RETRY_AFTER, seconds).send(request, response);
    }

    private static boolean counts(RoutingRequest request) {
        Method method = request.prologue().method();
        String path = request.prologue().uriPath().path();
        boolean reads = method.equals(Method.GET) || method.equals(Method.HEAD);
        return !method.equals(Method.OPTIONS)
                && (!reads || path.startsWith("/api/") || ContractService.speaks(path));
    }

    /** How long until this client may ask; nothing when it may now. */
    Duration take(AddressRange client, long now) {
        synchronized (buckets) {
            Bucket before = buckets.getOrDefault(client, new Bucket(perMinute, now));
            double tokens = Math.min(perMinute, before.tokens + (now - before.nanoTime) / 60e9 * perMinute);
            boolean granted = tokens >= 1;
            buckets.put(client, new Bucket(granted ? tokens - 1 : tokens, now));
            return granted ? Duration.ZERO : Duration.ofNanos((long) Math.ceil((1 - tokens) / perMinute * 60e9));
        }
    }

    /** How many are remembered. */
    int clients() {
        synchronized (buckets) {
            return buckets.size();
        }
    }
}
