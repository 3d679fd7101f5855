package io.nevus.container;

import io.nevus.http.Multipart;
import io.nevus.picture.PictureFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Clients that upload pictures without pause, never try again, and remember where the records are said to be. */
final class SteadyUploads implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final URI server;
    private final byte[] form = Multipart.image(PictureFactory.jpeg()).bytes();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<String> records = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    /** @param pairs of clients, of which one opens a connection for each picture, and the other keeps its own */
    SteadyUploads(URI server, int pairs) {
        this.server = server;
        for (int i = 0; i < pairs; i++) {
            clients.execute(this::uploadOnNewConnections);
            clients.execute(this::uploadOnOneConnection);
        }
    }

    private void uploadOnNewConnections() {
        while (!stopped) {
            try (HttpClient client = client()) {
                upload(client);
            }
        }
    }

    /** As long as the server lets it; this client sends no POST twice. */
    private void uploadOnOneConnection() {
        try (HttpClient client = client()) {
            while (!stopped) {
                upload(client);
            }
        }
    }

    private void upload(HttpClient client) {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/predictions"))
                .timeout(PATIENCE).header("Content-Type", Multipart.TYPE)
                .POST(BodyPublishers.ofByteArray(form)).build();
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() == 201) {
                records.add(answer.headers().firstValue("Location").orElseThrow());
            } else {
                failures.add(answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            failures.add(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Paths of what was acknowledged until now. */
    List<String> records() {
        return List.copyOf(records);
    }

    /** Of the records, those that the server does not have. */
    List<String> lost() throws IOException, InterruptedException {
        List<String> lost = new ArrayList<>();
        try (HttpClient client = client()) {
            for (String record : records) {
                HttpRequest request = HttpRequest.newBuilder(server.resolve(record)).build();
                if (client.send(request, BodyHandlers.discarding()).statusCode() != 200) {
                    lost.add(record);
                }
            }
        }
        return lost;
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /** Lets the last uploads end. */
    List<String> stop() throws InterruptedException {
        stopped = true;
        clients.shutdown();
        if (!clients.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            failures.add("an upload had no end");
        }
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        stopped = true;
        clients.shutdownNow();
    }
}
