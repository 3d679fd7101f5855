package io.nevus.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.FakeCloudStorage;
import io.nevus.ModelVersions;
import io.nevus.model.ModelPlace;
import io.nevus.model.ModelSource;
import io.nevus.model.Precision;
import io.nevus.model.Views;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a server says of a model that comes from a bucket. */
@Timeout(180)
class BucketServerTest {

    @TempDir
    private Path folder;
    private FakeCloudStorage storage;
    private HttpServer server;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void start() throws IOException {
        storage = new FakeCloudStorage();
        var place = new ModelPlace("gs://" + FakeCloudStorage.BUCKET + "/mole/", Views.ONE, Precision.AUTO,
                Duration.ofMillis(100), Optional.of(storage.endpoint()));
        server = HttpServer.start(TestServer.settings(Map.of()), new Parts.FragileHistory(),
                () -> ModelSource.open(place, folder), _ -> { });
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        storage.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(server.address() + path)).build(), BodyHandlers.ofString());
    }

    private void await(String path, int status, String part) throws Exception {
        for (long end = System.nanoTime() + Duration.ofSeconds(90).toNanos(); true; Thread.sleep(20)) {
            HttpResponse<String> answer = get(path);
            if (answer.statusCode() == status && answer.body().contains(part)) {
                return;
            }
            assertTrue(System.nanoTime() < end, path + ": " + answer.body());
        }
    }

    private double metric(String start) throws Exception {
        return get("/observe/metrics").body().lines().filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).sum();
    }

    @Test
    void isNotReadyUntilThereIsAModelAndSaysWhy() throws Exception {
        double failures = metric("nevus_model_failures_total");
        await("/observe/health/ready", 503, "has no card.json");
        assertEquals(503, get("/observe/health/started").statusCode());
        assertEquals(200, get("/observe/health/live").statusCode());
        for (long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
                metric("nevus_model_failures_total") <= failures; Thread.sleep(20)) {
            assertTrue(System.nanoTime() < end, "the next look is not counted");
        }
        ModelVersions.publish(storage, "mole/", "one");
        await("/observe/health/ready", 200, "\"version\":\"one\"");
    }

    @Test
    void staysReadyAndSaysWhatIsWrongWithTheNext() throws Exception {
        ModelVersions.publish(storage, "mole/", "one");
        await("/observe/health/ready", 200, "\"version\":\"one\"");
        storage.put("mole/card.json", "{}".getBytes());
        await("/observe/health/ready", 200, "\"notice\":\"The newer model at its address cannot be used");
        assertTrue(get("/observe/health/ready").body().contains("\"version\":\"one\""));
    }
}
