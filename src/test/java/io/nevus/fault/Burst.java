package io.nevus.fault;

import io.nevus.http.Multipart;
import io.nevus.picture.PictureFactory;
import jakarta.json.Json;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Clients that upload a picture again and again until the server is gone, and remember what it acknowledged. */
final class Burst implements AutoCloseable {

    static final int CLIENTS = 8;

    private static final byte[] FORM = Multipart.image(PictureFactory.jpeg()).bytes();

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final CountDownLatch enough;
    private final URI server;

    /** @param enough acknowledgements to wait for */
    Burst(URI server, int enough) {
        this.server = server;
        this.enough = new CountDownLatch(enough);
        for (int i = 0; i < CLIENTS; i++) {
            clients.execute(this::upload);
        }
    }

    private void upload() {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/predict"))
                .header("Content-Type", Multipart.TYPE).POST(BodyPublishers.ofByteArray(FORM)).build();
        try {
            while (true) {
                HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
                if (answer.statusCode() == 201) {
                    acknowledged.add(id(answer.body()));
                    enough.countDown();
                }
            }
        } catch (IOException e) {
            // the server is gone, as it should be
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String id(String answer) {
        try (var reader = Json.createReader(new StringReader(answer))) {
            return reader.readObject().getJsonObject("data").getString("id");
        }
    }

    void awaitEnough() throws InterruptedException {
        if (!enough.await(2, TimeUnit.MINUTES)) {
            throw new AssertionError(enough.getCount() + " uploads too few were acknowledged");
        }
    }

    /** When the server is gone, all that it acknowledged. */
    Queue<String> acknowledged() {
        clients.close();
        return acknowledged;
    }

    @Override
    public void close() {
        clients.shutdownNow();
        client.close();
    }
}
