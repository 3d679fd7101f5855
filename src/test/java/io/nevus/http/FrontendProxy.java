package io.nevus.http;

import io.nevus.SystemTests;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;

/** The program of gcloud/frontend, started as App Engine does: the entrypoint of its app.yaml, with PORT set. */
final class FrontendProxy implements AutoCloseable {

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;
    private final Process process;

    FrontendProxy(URI backend) throws IOException, InterruptedException {
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        process = start(backend.toString(), port);
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30); !listens(); Thread.sleep(50)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("The proxy does not start");
            }
        }
    }

    static Process start(String backend, int port) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(SystemTests.require("python3", "python3").toString(),
                "gcloud/frontend/main.py").redirectErrorStream(true);
        builder.environment().put("PORT", "" + port);
        builder.environment().put("BACKEND_URL", backend);
        return builder.start();
    }

    private boolean listens() {
        try (Socket socket = new Socket("localhost", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    RawHttp raw() throws IOException {
        return new RawHttp(port);
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        return client.send(headers.length == 0 ? request.build() : request.headers(headers).build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> delete(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).DELETE().build(), BodyHandlers.ofString());
    }

    HttpResponse<String> upload(String path, byte[] picture) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).header("Content-Type", Multipart.TYPE)
                .POST(BodyPublishers.ofByteArray(Multipart.image(picture).bytes())).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    @Override
    public void close() {
        client.close();
        process.destroyForcibly();
    }
}
