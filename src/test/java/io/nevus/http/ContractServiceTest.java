package io.nevus.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.picture.PictureFactory;
import io.nevus.triage.Prediction;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.StringReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractServiceTest {
    private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";
    private static final String FAILURE =
            "{\"status\":\"fail\",\"message\":\"Terjadi kesalahan dalam melakukan prediksi\"}";
    private static final String TOO_LARGE =
            "{\"status\":\"fail\",\"message\":\"Payload content length greater than maximum allowed: 1000000\"}";
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new TestServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/predict", "//predict", "///predict"})
    void judgesAPicture(String path) throws Exception {
        server.model.judgeBy(_ -> Parts.judged(0.8));
        HttpResponse<String> answer = server.upload(path, Multipart.picture());
        server.model.mend();
        assertEquals(201, answer.statusCode());
        assertTrue(answer.headers().firstValue("Content-Type").orElse("").startsWith("application/json"));
        assertTrue(answer.body().matches("\\{\"status\":\"success\",\"message\":\"Model is predicted successfully\","
                + "\"data\":\\{\"id\":\"" + ID + "\",\"result\":\"Cancer\","
                + "\"suggestion\":\"Segera periksa ke dokter!\",\"createdAt\":\"" + TIME + "\"\\}\\}"), answer.body());
    }

    @Test
    void saysWhenNothingWasFound() throws Exception {
        server.model.judgeBy(_ -> Parts.judged(0.01));
        String body = server.upload("/predict", Multipart.picture()).body();
        server.model.mend();
        assertTrue(body.contains("\"result\":\"Non-cancer\",\"suggestion\":\"Penyakit kanker tidak terdeteksi.\""),
                body);
    }

    static Stream<byte[]> unusual() {
        BufferedImage lesion = PictureFactory.lesion(400, 300);
        return Stream.of(PictureFactory.jpeg(PictureFactory.blurred(PictureFactory.lesion(170, 160), 2)),
                PictureFactory.jpeg(PictureFactory.blurred(PictureFactory.lesion(260, 140), 2)),
                PictureFactory.png(lesion), PictureFactory.alphaPng(lesion), PictureFactory.sixteenBitPng(lesion),
                PictureFactory.jpegWithoutJfif(lesion), PictureFactory.progressiveJpeg(lesion),
                PictureFactory.rotatedJpeg(lesion, 6));
    }

    /** The name says JPEG whatever it is. */
    @ParameterizedTest
    @MethodSource("unusual")
    void judgesWhatCamerasAndProgramsMake(byte[] picture) throws Exception {
        assertEquals(201, server.upload("/predict", picture).statusCode());
    }

    @Test
    void takesAMillionBytesAndNotOneMore() throws Exception {
        assertEquals(201, server.upload("/predict", Multipart.picture(1_000_000)).statusCode());
        HttpResponse<String> over = server.upload("/predict", Multipart.picture(1_000_001));
        assertEquals(413, over.statusCode());
        assertEquals(TOO_LARGE, over.body());
    }

    @Test
    void takesAMillionBytesInChunksAndNotOneMore() throws Exception {
        assertEquals(201, chunked(1_000_000).statusCode());
        HttpResponse<String> over = chunked(1_000_001);
        assertEquals(413, over.statusCode());
        assertEquals(TOO_LARGE, over.body());
    }

    private static HttpResponse<String> chunked(int size) throws Exception {
        byte[] form = Multipart.image(Multipart.picture(size)).bytes();
        return server.send("POST", "/predict", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(form)),
                "Content-Type", Multipart.TYPE);
    }

    static Stream<byte[]> refused() {
        BufferedImage lesion = PictureFactory.lesion(400, 300);
        byte[] whole = Multipart.picture();
        return Stream.of("no jpeg at all".getBytes(StandardCharsets.UTF_8), Multipart.blurred(),
                Arrays.copyOf(whole, whole.length / 2), PictureFactory.greyJpeg(lesion), PictureFactory.greyPng(lesion),
                PictureFactory.cmykJpeg(lesion), PictureFactory.animatedGif(lesion, lesion),
                PictureFactory.animatedPng(lesion), PictureFactory.png(PictureFactory.lesion(1, 1)),
                PictureFactory.pngHeader(100_000, 100_000));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void answersARefusedPictureAsTheContractSays(byte[] picture) throws Exception {
        HttpResponse<String> answer = server.upload("/predict", picture);
        assertEquals(400, answer.statusCode());
        assertEquals(FAILURE, answer.body());
    }

    @Test
    void listsEverythingNewestFirst() throws Exception {
        server.model.judgeBy(_ -> Parts.judged(0.8));
        String first = id(server.upload("/predict", Multipart.picture()));
        Thread.sleep(2);
        String second = id(server.upload("/api/predictions", Multipart.picture()));
        server.model.mend();
        String body = server.get("/predict/histories").body();
        assertTrue(body.startsWith("{\"status\":\"success\",\"data\":[{\"id\":\"" + second
                + "\",\"history\":{\"result\":"
                + "\"Cancer\",\"createdAt\":\""), body);
        assertTrue(body.matches(".*\"createdAt\":\"" + TIME + "\",\"suggestion\":\"[^\"]*\",\"id\":\"" + ID
                + "\"\\}\\}\\]\\}"), body);
        assertTrue(body.indexOf(second) < body.indexOf(first));
        assertEquals(body, server.send("GET", "/predict/histories", BodyPublishers.ofString("{\"some\":\"body\"}"))
                .body());
    }

    private static String id(HttpResponse<String> answer) {
        assertEquals(201, answer.statusCode());
        return answer.body().replaceFirst(".*?\"id\":\"(" + ID + ")\".*", "$1");
    }

    @Test
    void listsMoreThanOnePage() throws Exception {
        try (var other = new TestServer()) {
            Set<String> ids = new HashSet<>();
            // many of the same millisecond, as a burst leaves them
            other.history.fill(1_777, n -> Instant.ofEpochSecond(n / 100)).forEach(kept -> ids.add(kept.id().toString()));
            JsonObject json = Json.createReader(new StringReader(other.get("/predict/histories").body())).readObject();
            List<JsonObject> listed = json.getJsonArray("data").getValuesAs(JsonObject.class);
            assertEquals(1_777, listed.size());
            listed.forEach(entry -> assertTrue(ids.remove(entry.getString("id"))));
            assertEquals("1970-01-01T00:00:17.000Z", listed.getFirst().getJsonObject("history").getString("createdAt"));
        }
    }

    @Test
    void aLongListArrivesWholeHoweverLateItIsRead() throws Exception {
        try (var other = new TestServer()) {
            List<Prediction> kept = other.history.fill(30_000, Instant::ofEpochMilli);
            try (InputStream late = other.uri("/predict/histories").toURL().openStream()) {
                Thread.sleep(500); // until the sockets hold no more
                JsonObject json = Json.createReader(late).readObject();
                assertEquals(kept.reversed().stream().map(one -> one.id().toString()).toList(),
                        json.getJsonArray("data").getValuesAs(one -> one.asJsonObject().getString("id")));
            }
        }
    }

    @Test
    void doesNotPassABrokenListOffAsComplete() throws Exception {
        try (var other = new TestServer(); RawHttp slow = other.raw()) {
            // more than the sockets hold, so that the server must wait for its reader
            other.history.fill(100_000, Instant::ofEpochMilli);
            slow.send("GET /predict/histories HTTP/1.1\r\nHost: x\r\n\r\n");
            Thread.sleep(1_000);
            other.history.breakWith("The disk is gone");
            String text = slow.answer().text();
            assertTrue(text.startsWith("HTTP/1.1 200 OK") && !text.endsWith("0\r\n\r\n") && !text.contains("]}"));
        }
    }

    @Test
    void asksToTryAgainWhileModelOrHistoryIsOut() throws Exception {
        try (var other = new TestServer()) {
            other.model.breakWith("/models/secret is broken");
            assertUnavailable(other.upload("/predict", Multipart.picture()));
            other.model.mend();
            other.history.breakWith("/data/secret is full");
            assertUnavailable(other.upload("/predict", Multipart.picture()));
            assertUnavailable(other.get("/predict/histories"));
            other.history.mend();
            assertEquals(201, other.upload("/predict", Multipart.picture()).statusCode());
        }
    }

    private static void assertUnavailable(HttpResponse<String> answer) {
        assertEquals(503, answer.statusCode());
        assertTrue(answer.headers().firstValueAsLong("Retry-After").isPresent());
        assertTrue(answer.body().startsWith("{\"status\":\"fail\",\"message\":\""), answer.body());
        assertTrue(!answer.body().contains("secret"), answer.body());
    }

    @Test
    void knowsItsMethods() throws Exception {
        HttpResponse<String> answer = server.get("/predict");
        assertEquals(405, answer.statusCode());
        assertEquals("POST, OPTIONS", answer.headers().firstValue("Allow").orElse(""));
        assertEquals(405, server.send("DELETE", "/predict/histories", BodyPublishers.noBody()).statusCode());
        HttpResponse<String> head = server.send("HEAD", "/predict/histories", BodyPublishers.noBody());
        assertEquals(200, head.statusCode());
        assertEquals("", head.body());
    }
}
