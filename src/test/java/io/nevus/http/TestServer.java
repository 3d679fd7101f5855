package io.nevus.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** The real server on a free port, and a client for it. */
final class TestServer implements AutoCloseable {
    private static final List<Logger> QUIET = Stream.of("io.helidon", "io.nevus").map(Logger::getLogger).toList();

    static {
        QUIET.forEach(logger -> logger.setLevel(Level.OFF));
    }

    final Parts.FragileModel model = new Parts.FragileModel();
    final Parts.FragileHistory history = new Parts.FragileHistory();
    private final HttpServer server;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    TestServer() throws Exception {
        this(Map.of());
    }

    TestServer(Map<String, String> options) throws Exception {
        this(settings(options));
    }

    TestServer(Settings settings) throws Exception {
        server = HttpServer.start(settings, history, () -> model, _ -> { });
        while (get("/observe/health/started").statusCode() != 200) {
            Thread.sleep(5);
        }
    }

    /** Those given, on a free port of this machine. */
    static Settings settings(Map<String, String> given) {
        Map<String, String> options = new HashMap<>(given);
        options.put("server.port", "0");
        options.put("server.host", "localhost");
        return Settings.load(options, Map.of(), Optional.empty());
    }

    URI uri(String path) {
        return URI.create(server.address() + path);
    }

    RawHttp raw() throws IOException {
        return new RawHttp(server.address().getPort());
    }

    HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, HttpRequest.BodyPublishers.noBody());
    }

    HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(30))
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    HttpResponse<String> upload(String path, byte[] picture) throws Exception {
        return upload(path, Multipart.image(picture));
    }

    HttpResponse<String> upload(String path, Multipart form) throws Exception {
        return send("POST", path, HttpRequest.BodyPublishers.ofByteArray(form.bytes()), "Content-Type", Multipart.TYPE);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
