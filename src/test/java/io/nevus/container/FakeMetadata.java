package io.nevus.container;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** A VM's metadata server: attributes whose change can be waited for, and guest attributes, which are kept. */
final class FakeMetadata implements AutoCloseable {

    private static final String ATTRIBUTES = "/computeMetadata/v1/instance/attributes/";
    private static final String GUEST = "/computeMetadata/v1/instance/guest-attributes/nevus/";

    private final Map<String, String> attributes = new TreeMap<>();
    private final List<String> reports = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private long version = 1;

    FakeMetadata() throws IOException {
        server = HttpServer.create(new InetSocketAddress(0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    URI at(String host) {
        return URI.create("http://%s:%d/computeMetadata/v1".formatted(host, server.getAddress().getPort()));
    }

    synchronized void set(String key, String value) {
        attributes.put(key, value);
        version++;
        notifyAll();
    }

    /** What the VM told, each as `key value`, in order. */
    List<String> reports() {
        return reports;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (!"Google".equals(exchange.getRequestHeaders().getFirst("Metadata-Flavor"))) {
                answer(exchange, 403, "Metadata-Flavor is missing");
            } else if (exchange.getRequestMethod().equals("PUT") && path.startsWith(GUEST)) {
                String value = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                reports.add(path.substring(GUEST.length()) + " " + value);
                answer(exchange, 200, "");
            } else if (path.startsWith(ATTRIBUTES)) {
                read(exchange, path.substring(ATTRIBUTES.length()));
            } else {
                answer(exchange, 404, "no such entry");
            }
        }
    }

    private void read(HttpExchange exchange, String key) throws IOException {
        Map<String, String> query = query(exchange.getRequestURI());
        int status;
        String body;
        synchronized (this) {
            if (query.containsKey("wait_for_change")) {
                waitForChange(query.get("last_etag"), Long.parseLong(query.get("timeout_sec")));
            }
            exchange.getResponseHeaders().set("ETag", etag());
            status = key.isEmpty() || attributes.containsKey(key) ? 200 : 404;
            body = key.isEmpty() ? "{}" : attributes.getOrDefault(key, "no such entry");
        }
        answer(exchange, status, body);
    }

    private void waitForChange(String lastEtag, long seconds) {
        long end = System.nanoTime() + seconds * 1_000_000_000;
        try {
            while (etag().equals(lastEtag) && System.nanoTime() < end) {
                wait(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String etag() {
        return "%016x".formatted(version);
    }

    private static Map<String, String> query(URI address) {
        if (address.getQuery() == null) {
            return Map.of();
        }
        return Arrays.stream(address.getQuery().split("&")).map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
