package io.nevus.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.triage.Prediction;
import io.nevus.triage.Verdict;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiServiceTest {
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new TestServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return Json.createReader(new StringReader(answer.body())).readObject();
    }

    private static JsonObject problem(int status, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals("application/problem+json", answer.headers().firstValue("Content-Type").orElse(""));
        JsonObject problem = json(answer);
        assertEquals(status, problem.getInt("status"));
        assertFalse(problem.getString("title").isBlank());
        assertFalse(problem.getString("detail").isBlank());
        return problem;
    }

    @Test
    void tellsAllThatIsKnown() throws Exception {
        HttpResponse<String> answer = server.upload("/api/predictions", Multipart.picture());
        assertEquals(201, answer.statusCode());
        JsonObject json = json(answer);
        assertEquals(List.of("id", "createdAt", "verdict", "suggestion", "malignancy", "threshold", "classes",
                "heatMap", "modelVersion"), List.copyOf(json.keySet()));
        assertEquals("/api/predictions/" + json.getString("id"), answer.headers().firstValue("Location").orElse(""));
        List<JsonObject> classes = json.getJsonArray("classes").getValuesAs(JsonObject.class);
        assertEquals(7, classes.size());
        List<Double> probabilities = classes.stream().map(c -> c.getJsonNumber("probability").doubleValue()).toList();
        assertEquals(probabilities.stream().sorted(Comparator.reverseOrder()).toList(), probabilities);
        assertEquals(49, json.getJsonObject("heatMap").getJsonArray("values").size());
    }

    /** As other programs of the course write it to Firestore. */
    @Test
    void leavesOutWhatIsNotKnown() throws Exception {
        Prediction theirs = new Prediction(UUID.randomUUID(), Instant.now(), Verdict.CANCER, Optional.empty());
        server.history.keep(theirs);
        List<String> keys = List.of("id", "createdAt", "verdict", "suggestion");
        assertEquals(keys, List.copyOf(json(server.get("/api/predictions/" + theirs.id())).keySet()));
        assertEquals(keys, List.copyOf(json(server.get("/api/predictions?limit=1")).getJsonArray("predictions")
                .getJsonObject(0).keySet()));
        assertTrue(server.get("/predict/histories").body().contains("{\"id\":\"" + theirs.id() + "\",\"history\""));
    }

    @Test
    void saysWhyAPictureIsRefused() throws Exception {
        JsonObject problem = problem(422, server.upload("/api/predictions", Multipart.blurred()));
        assertEquals("blurred", problem.getString("reason"));
        assertTrue(problem.getString("detail").contains("hold still"));
    }

    @Test
    void takesTenMillionBytesAndNotOneMore() throws Exception {
        assertEquals(201, server.upload("/api/predictions", Multipart.picture(10_000_000)).statusCode());
        problem(413, server.upload("/api/predictions", Multipart.picture(10_000_001)));
    }

    @Test
    void wantsAForm() throws Exception {
        problem(415, server.send("POST", "/api/predictions", BodyPublishers.ofString("{}"), "Content-Type",
                "application/json"));
        problem(415, server.send("POST", "/api/predictions", BodyPublishers.noBody()));
        problem(400, server.upload("/api/predictions", new Multipart().part("name=\"other\"", "text")));
    }

    @Test
    void findsAndDeletes() throws Exception {
        JsonObject made = json(server.upload("/api/predictions", Multipart.picture()));
        String path = "/api/predictions/" + made.getString("id");
        JsonObject found = json(server.get(path));
        assertEquals(Json.createObjectBuilder(made).remove("heatMap").build(), found);
        assertEquals(200, server.send("HEAD", path, BodyPublishers.noBody()).statusCode());
        assertEquals(204, server.send("DELETE", path, BodyPublishers.noBody()).statusCode());
        problem(404, server.send("DELETE", path, BodyPublishers.noBody()));
        problem(404, server.get(path));
        problem(404, server.get("/api/predictions/none"));
        problem(404, server.get("/api/predictions/1-1-1-1-1"));
    }

    @Test
    void listsPageByPage() throws Exception {
        try (var other = new TestServer()) {
            List<String> ids = new ArrayList<>();
            for (int n = 0; n < 7; n++) {
                ids.addFirst(json(other.upload("/api/predictions", Multipart.picture())).getString("id"));
                Thread.sleep(2);
            }
            List<String> listed = new ArrayList<>();
            JsonObject page = json(other.get("/api/predictions?limit=3"));
            listed.addAll(ids(page));
            while (page.containsKey("next")) {
                // a newcomer does not disturb those who are in the middle of the list
                other.upload("/api/predictions", Multipart.picture());
                page = json(other.get("/api/predictions?limit=3&after=" + page.getString("next")));
                listed.addAll(ids(page));
            }
            assertEquals(ids, listed);
        }
    }

    @Test
    void goesOnBehindADeletedPrediction() throws Exception {
        try (var other = new TestServer()) {
            List<String> ids = new ArrayList<>();
            for (int n = 0; n < 3; n++) {
                ids.addFirst(json(other.upload("/api/predictions", Multipart.picture())).getString("id"));
                Thread.sleep(2);
            }
            String next = json(other.get("/api/predictions?limit=1")).getString("next");
            other.send("DELETE", "/api/predictions/" + ids.getFirst(), BodyPublishers.noBody());
            assertEquals(ids.subList(1, 3), ids(json(other.get("/api/predictions?limit=5&after=" + next))));
            assertEquals(ids.subList(2, 3), ids(json(other.get("/api/predictions?after=" + ids.get(1)))));
        }
    }

    private static List<String> ids(JsonObject page) {
        return page.getJsonArray("predictions").getValuesAs(JsonObject.class).stream().map(p -> p.getString("id"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "limit=-1", "limit=abc", "limit=", "limit=1e1", "limit=99999999999",
            "after=", "after=abc", "after=00000000-0000-0000-0000-000000000000", "after=%00", "after=1-1-1-1-1"})
    void saysWhatIsWrongWithAQuery(String query) throws Exception {
        problem(400, server.get("/api/predictions?" + query));
    }

    @Test
    void showsTheModelCard() throws Exception {
        assertEquals(server.model.card(), json(server.get("/api/model")));
    }

    @Test
    void asksToTryAgainWhileModelOrHistoryIsOut() throws Exception {
        try (var other = new TestServer()) {
            other.model.breakWith("/models/secret");
            HttpResponse<String> answer = other.upload("/api/predictions", Multipart.picture());
            assertFalse(problem(503, answer).toString().contains("secret"));
            assertTrue(answer.headers().firstValueAsLong("Retry-After").isPresent());
            other.history.breakWith("/data/secret");
            assertFalse(problem(503, other.get("/api/predictions")).toString().contains("secret"));
            problem(503, other.get("/api/predictions/" + UUID.randomUUID()));
        }
    }

    @Test
    void keepsTheInsideToItself() throws Exception {
        server.model.judgeBy(_ -> {
            throw new IllegalStateException("/secret/path of io.nevus.Secret");
        });
        HttpResponse<String> answer = server.upload("/api/predictions", Multipart.picture());
        server.model.mend();
        JsonObject problem = problem(500, answer);
        String id = answer.headers().firstValue("X-Request-Id").orElse("none");
        assertTrue(problem.getString("detail").contains(id));
        assertFalse(answer.body().matches("(?s).*(secret|Exception|io\\.nevus|\\bat ).*"), answer.body());
    }

    @Test
    void keepsForeignPagesFromDeleting() throws Exception {
        HttpResponse<String> answer = server.send("OPTIONS", "/api/predictions/1", BodyPublishers.noBody(),
                "Access-Control-Request-Method", "DELETE", "Origin", "https://example.org");
        assertEquals(204, answer.statusCode());
        assertFalse(answer.headers().firstValue("Access-Control-Allow-Methods").orElse("DELETE").contains("DELETE"));
        assertTrue(server.send("OPTIONS", "/api/predictions", BodyPublishers.noBody()).headers()
                .firstValue("Access-Control-Allow-Methods").orElse("").contains("POST"));
    }

    @Test
    void tellsUnknownPathsFromWrongMethods() throws Exception {
        problem(404, server.get("/api/unknown"));
        problem(404, server.get("/api/predictions/a/b"));
        HttpResponse<String> answer = server.send("PUT", "/api/predictions", BodyPublishers.ofString("x"));
        problem(405, answer);
        assertEquals("HEAD, GET, POST, OPTIONS", answer.headers().firstValue("Allow").orElse(""));
    }
}
