package io.nevus.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.model.ModelSource;
import io.nevus.model.SavedModel;
import io.nevus.tfjs.Quantised;
import io.nevus.tfjs.TestModels;
import io.nevus.tfjs.TfjsWriter;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server with a student's TensorFlow.js model. */
class ImportedModelTest {

    @TempDir
    private Path folder;
    private Path modelJson;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void write() throws Exception {
        modelJson = TfjsWriter.write(folder.resolve("web"), TestModels.likeTheCourses(48), Quantised.UINT8, 2000);
    }

    @AfterEach
    void close() {
        client.close();
    }

    private HttpServer serve() {
        return HttpServer.start(TestServer.settings(Map.of()), new Parts.FragileHistory(),
                () -> SavedModel.load(ModelSource.directory(modelJson.toString(), folder.resolve("cache"))), _ -> { });
    }

    private HttpResponse<String> get(HttpServer server, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(server.address() + path)).build(), BodyHandlers.ofString());
    }

    private JsonObject upload(HttpServer server, String path) throws Exception {
        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(URI.create(server.address() + path))
                .header("Content-Type", Multipart.TYPE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(Multipart.image(Multipart.picture()).bytes())).build(),
                BodyHandlers.ofString());
        assertEquals(201, answer.statusCode(), answer.body());
        return json(answer);
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return Json.createReader(new StringReader(answer.body())).readObject();
    }

    private void awaitReady(HttpServer server) throws Exception {
        for (int tries = 0; get(server, "/observe/health/ready").statusCode() != 200; tries++) {
            assertTrue(tries < 1000, get(server, "/observe/health/ready").body());
            Thread.sleep(20);
        }
    }

    @Test
    void bothFacesAnswer() throws Exception {
        try (HttpServer server = serve()) {
            awaitReady(server);
            JsonObject judged = upload(server, "/api/predictions");
            double malignancy = judged.getJsonNumber("malignancy").doubleValue();
            assertEquals(malignancy > 0.5 ? "Cancer" : "Non-cancer", judged.getString("verdict"));
            assertEquals(0.5, judged.getJsonNumber("threshold").doubleValue());
            assertTrue(judged.getJsonArray("classes").isEmpty());
            assertFalse(judged.containsKey("heatMap"));
            assertEquals(judged.getString("verdict"), upload(server, "/predict").getJsonObject("data").getString("result"));
            assertEquals(2, json(get(server, "/api/predictions")).getJsonArray("predictions").size());
            JsonObject card = json(get(server, "/api/model"));
            assertEquals("sigmoid", card.getString("kind"));
            assertEquals(judged.getString("modelVersion"), card.getString("version"));
        }
    }

    @Test
    void healthSaysWhyItCannotBeConverted() throws Exception {
        Files.writeString(modelJson, Files.readString(modelJson).replace("\"op\":\"MaxPool\"", "\"op\":\"MyPool\""));
        try (HttpServer server = serve()) {
            for (int tries = 0; !get(server, "/observe/health/ready").body().contains("MyPool"); tries++) {
                assertTrue(tries < 1000, get(server, "/observe/health/ready").body());
                Thread.sleep(20);
            }
            assertEquals(503, get(server, "/observe/health/started").statusCode());
        }
    }
}
