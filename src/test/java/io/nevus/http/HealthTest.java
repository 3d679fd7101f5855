package io.nevus.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.model.Model;
import io.nevus.model.ModelException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class HealthTest {

    private static HttpServer start(Supplier<Model> loader) {
        return HttpServer.start(TestServer.settings(Map.of()), new Parts.FragileHistory(), loader, _ -> { });
    }

    private static HttpResponse<String> get(HttpServer server, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(server.address() + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static void await(HttpServer server, String path, int status) throws Exception {
        for (int tries = 0; get(server, path).statusCode() != status; tries++) {
            assertTrue(tries < 500, path + " never answered " + status);
            Thread.sleep(10);
        }
    }

    @Test
    void isHonestWhileTheModelLoads() throws Exception {
        var gate = new CountDownLatch(1);
        try (HttpServer server = start(() -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new Parts.FragileModel();
        })) {
            assertEquals(200, get(server, "/observe/health/live").statusCode());
            assertEquals(503, get(server, "/observe/health/started").statusCode());
            assertEquals(503, get(server, "/observe/health/ready").statusCode());
            assertEquals(503, get(server, "/api/model").statusCode());
            assertTrue(get(server, "/observe/health/ready").body().contains("The model is still being loaded"));
            gate.countDown();
            await(server, "/observe/health/started", 200);
            assertEquals(200, get(server, "/observe/health/ready").statusCode());
        }
    }

    @Test
    void saysWhyTheModelCannotBeLoaded() throws Exception {
        try (HttpServer server = start(() -> {
            throw new ModelException("The checksum of saved_model.pb is wrong");
        })) {
            await(server, "/observe/health/started", 503);
            for (int tries = 0; !get(server, "/observe/health/ready").body().contains("checksum"); tries++) {
                assertTrue(tries < 500);
                Thread.sleep(10);
            }
            assertEquals(200, get(server, "/observe/health/live").statusCode());
        }
    }

    @Test
    void saysWhatBroke() throws Exception {
        try (var server = new TestServer()) {
            server.history.breakWith("The disk is full");
            HttpResponse<String> ready = server.get("/observe/health/ready");
            assertEquals(503, ready.statusCode());
            assertTrue(ready.body().contains("The disk is full"), ready.body());
            assertEquals(200, server.get("/observe/health/live").statusCode());
            assertEquals(200, server.get("/observe/health/started").statusCode());
            server.history.mend();
            assertEquals(200, server.get("/observe/health/ready").statusCode());
            server.model.breakWith("The worker pool died");
            assertTrue(server.get("/observe/health/ready").body().contains("The worker pool died"));
        }
    }

    @Test
    void countsVerdictsAndRefusals() throws Exception {
        try (var server = new TestServer()) {
            double cancer = metric(server, "nevus_predictions_total{", "verdict=\"Cancer\"");
            double blurred = metric(server, "nevus_refusals_total{", "reason=\"blurred\"");
            double kept = metric(server, "nevus_keep_seconds_count{", "");
            server.upload("/predict", Multipart.blurred());
            server.model.judgeBy(_ -> Parts.judged(0.8));
            server.upload("/predict", Multipart.picture());
            assertEquals(cancer + 1, metric(server, "nevus_predictions_total{", "verdict=\"Cancer\""));
            assertEquals(blurred + 1, metric(server, "nevus_refusals_total{", "reason=\"blurred\""));
            assertEquals(kept + 1, metric(server, "nevus_keep_seconds_count{", ""));
        }
    }

    private static double metric(TestServer server, String name, String tag) throws Exception {
        HttpResponse<String> metrics = server.get("/observe/metrics");
        assertTrue(metrics.headers().firstValue("Content-Type").orElse("").startsWith("text/plain"));
        return metrics.body().lines().filter(line -> line.startsWith(name) && line.contains(tag))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).findFirst()
                        .orElseThrow();
    }
}
