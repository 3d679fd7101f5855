package io.nevus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What a virtual machine of Google Cloud is told about itself, at GCE_METADATA_HOST. */
final class MachineIdentity implements AutoCloseable {

    static final String TOKEN = "token-of-the-machine";

    private final HttpServer server;
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    MachineIdentity() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", this::answer);
        server.start();
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    boolean wasAsked(String end) {
        return asked.stream().anyMatch(path -> path.endsWith(end));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        String body = path.endsWith("/project-id") ? "demo-test" : path.endsWith("/universe-domain") ? "googleapis.com"
                : "{\"access_token\":\"%s\",\"expires_in\":3599,\"token_type\":\"Bearer\"}".formatted(TOKEN);
        exchange.getResponseHeaders().set("Metadata-Flavor", "Google");
        exchange.getResponseHeaders().set("Content-Type", path.endsWith("/token") ? "application/json" : "text/plain");
        exchange.sendResponseHeaders(200, body.length());
        exchange.getResponseBody().write(body.getBytes(StandardCharsets.US_ASCII));
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
