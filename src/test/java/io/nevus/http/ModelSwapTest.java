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
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server under load whose model is replaced in its bucket. */
@Timeout(180)
class ModelSwapTest {

    private static final List<String> VERSIONS = List.of("one", "two", "three", "four");
    private static final Pattern VERSION = Pattern.compile("\"modelVersion\":\"([^\"]*)\"");

    @TempDir
    private Path folder;
    private FakeCloudStorage storage;
    private HttpServer server;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private volatile boolean stopped;

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

    /** The versions that judged, in their order. */
    private List<String> upload(List<String> failures) {
        List<String> versions = new ArrayList<>();
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + "/api/predictions"))
                .header("Content-Type", Multipart.TYPE)
                .POST(BodyPublishers.ofByteArray(Multipart.image(Multipart.picture()).bytes())).build();
        while (!stopped) {
            try {
                HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
                Matcher version = VERSION.matcher(answer.body());
                if (answer.statusCode() == 201 && version.find()) {
                    versions.add(version.group(1));
                } else {
                    failures.add(answer.statusCode() + " " + answer.body());
                }
            } catch (IOException | InterruptedException e) {
                failures.add(e.toString());
            }
        }
        return versions;
    }

    @Test
    void noRequestFailsWhileModelsComeAndGo() throws Exception {
        ModelVersions.publish(storage, "mole/", "one");
        await("/observe/health/ready", 200, "\"version\":\"one\"");
        double changes = metric("nevus_model_changes_total");
        List<String> failures = new CopyOnWriteArrayList<>();
        List<Future<List<String>>> clients = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                clients.add(executor.submit(() -> upload(failures)));
            }
            for (String version : VERSIONS) {
                ModelVersions.publish(storage, "mole/", version);
                await("/api/model", 200, "\"version\":\"%s\"".formatted(version));
                Thread.sleep(500);
            }
            stopped = true;
        }
        assertEquals(List.of(), failures);
        for (Future<List<String>> versions : clients) {
            assertEquals(VERSIONS, List.copyOf(new LinkedHashSet<>(versions.get())));
        }
        assertEquals(changes + 3, metric("nevus_model_changes_total"));
        List<String> told = get("/observe/metrics").body().lines()
                .filter(line -> line.startsWith("nevus_model_info{")).toList();
        assertEquals(List.of(VERSIONS.getLast()), VERSIONS.stream().filter(version ->
                told.stream().anyMatch(line -> line.contains('"' + version + '"'))).toList(), "the others are gone");
        assertTrue(get("/observe/metrics").body().lines().anyMatch(line ->
                line.startsWith("nevus_model_info{") && line.contains("version=\"four\"")));
    }

    @Test
    void isNotReadyUntilThereIsAModelAndSaysWhy() throws Exception {
        double failures = metric("nevus_model_failures_total");
        await("/observe/health/ready", 503, "has no card.json");
        assertEquals(503, get("/observe/health/started").statusCode());
        assertEquals(200, get("/observe/health/live").statusCode());
        assertTrue(metric("nevus_model_failures_total") > failures);
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
