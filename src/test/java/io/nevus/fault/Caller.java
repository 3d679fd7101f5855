package io.nevus.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.http.Multipart;
import io.nevus.picture.PictureFactory;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** What a client asks of a server, by the course contract where it can. */
final class Caller implements AutoCloseable {

    private static final byte[] FORM = Multipart.image(PictureFactory.jpeg()).bytes();
    /** The machine may have other things to do. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI server;

    Caller(ServerProcess server) {
        this.server = server.address();
    }

    /** @param path /predict or /api/predictions */
    HttpResponse<String> upload(String path) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", Multipart.TYPE).POST(BodyPublishers.ofByteArray(FORM)));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    HttpResponse<String> delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE());
    }

    /** Asks until it is answered with this status, and with this in the body. */
    void await(String path, int status, String part) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path);
        for (long end = System.nanoTime() + PATIENCE.toNanos();
                answer.statusCode() != status || !answer.body().contains(part); answer = get(path)) {
            assertTrue(System.nanoTime() < end, path + " still answers " + answer.body());
            Thread.sleep(20);
        }
    }

    /** The ids of all predictions. */
    List<String> history() throws IOException, InterruptedException {
        return json(get("/predict/histories")).getJsonArray("data").getValuesAs(JsonObject.class).stream()
                .map(prediction -> prediction.getString("id")).toList();
    }

    /** Of the prediction that /predict answered with. */
    static String id(HttpResponse<String> answer) {
        return json(answer).getJsonObject("data").getString("id");
    }

    static JsonObject json(HttpResponse<String> answer) {
        try (var reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject();
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
