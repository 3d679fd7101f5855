package io.nevus.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bad upload gets one answer, the contract's or a problem, and its connection does not linger. */
@Timeout(60)
class BadUploadTest {
    private static final String IMAGE = "name=\"image\"; filename=\"a.jpg\"";
    /** More than is read of a request that was answered, and than the buffers between hold. */
    private static final int ENDLESS = 200_000_000;
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new TestServer(Map.of("upload.seconds", "2"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static byte[] good() {
        return Multipart.image(Multipart.picture()).bytes();
    }

    static Stream<Arguments> malformedForms() {
        byte[] picture = Multipart.picture();
        var thousandParts = new Multipart();
        for (int n = 0; n < 1_000; n++) {
            thousandParts.part("name=\"field" + n + "\"", "x");
        }
        return Stream.of(
                Arguments.of("empty body", new byte[0]),
                Arguments.of("only the end", new Multipart().bytes()),
                Arguments.of("wrong field", new Multipart().part("name=\"picture\"; filename=\"a\"", picture).bytes()),
                Arguments.of("a field in place of a file", new Multipart().part("name=\"picture\"", "x").bytes()),
                Arguments.of("two files", new Multipart().part(IMAGE, picture).part(IMAGE, picture).bytes()),
                Arguments.of("two files of different names",
                        new Multipart().part(IMAGE, picture).part("name=\"b\"; filename=\"b\"", picture).bytes()),
                Arguments.of("empty file", new Multipart().part(IMAGE, "").bytes()),
                Arguments.of("truncated in the picture", Arrays.copyOf(good(), 500)),
                Arguments.of("truncated in the last boundary", Arrays.copyOf(good(), good().length - 6)),
                Arguments.of("truncated in a part header", "--edge\r\nContent-Disp".getBytes(StandardCharsets.UTF_8)),
                Arguments.of("other boundary", new String(good(), StandardCharsets.ISO_8859_1).replace("edge", "ledge")
                        .getBytes(StandardCharsets.ISO_8859_1)),
                Arguments.of("no form at all", "hello".getBytes(StandardCharsets.UTF_8)),
                Arguments.of("1,001 parts", thousandParts.part(IMAGE, picture).bytes()),
                Arguments.of("huge part header",
                        new Multipart().part(IMAGE + "; x=\"" + "y".repeat(100_000) + "\"", picture).bytes()),
                Arguments.of("endless part header",
                        ("--edge\r\n" + "X: y\r\n".repeat(30_000)).getBytes(StandardCharsets.UTF_8)),
                Arguments.of("binary garbage in a part header",
                        new Multipart().raw("--edge\r\n\u0000\u00ff\u0001: \u00fe\r\n\r\n")
                        .raw(picture).raw("\r\n").bytes()),
                Arguments.of("no name", new Multipart().part("filename=\"a.jpg\"", picture).bytes()),
                Arguments.of("no part header", new Multipart().raw("--edge\r\n\r\n").raw(picture).raw("\r\n").bytes()),
                Arguments.of("a nested form of two",
                        new Multipart().raw("--edge\r\nContent-Disposition: form-data; name=\"image\""
                        + "\r\nContent-Type: multipart/mixed; boundary=in\r\n\r\n--in\r\n"
                        + "Content-Disposition: attachment; filename=\"a\"\r\n\r\nx\r\n--in\r\n"
                        + "Content-Disposition: attachment; filename=\"b\"\r\n\r\ny\r\n--in--\r\n")
                        .bytes()),
                Arguments.of("senseless encoded name",
                        new Multipart().part("name=\"image\"; filename*=nonsense'x'%zz", picture).raw("--ed").open()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformedForms")
    void answersOnce(String name, byte[] form) throws Exception {
        assertAnswer(400, "/predict", "Content-Length: " + form.length, form);
        assertAnswer(400, "/api/predictions", "Content-Length: " + form.length, form);
        try (RawHttp http = server.raw()) {
            http.post("/predict", "Transfer-Encoding: chunked", new byte[0]);
            if (form.length > 0) {
                http.chunk(form);
            }
            assertAnswer(400, http.send("0\r\n\r\n"));
        }
    }

    private static void assertAnswer(int status, String path, String headers, byte[] body) throws IOException {
        try (RawHttp http = server.raw()) {
            assertAnswer(status, http.post(path, headers, body).end());
        }
    }

    private static void assertAnswer(int status, RawHttp http) throws IOException {
        RawHttp.Answer answer = http.answer();
        assertEquals(1, answer.count(), answer.text());
        assertEquals(status, answer.status(), answer.text());
        assertTrue(answer.text().contains("Access-Control-Allow-Origin: *"), answer.text());
        assertTrue(answer.body().startsWith("{"), answer.text());
    }

    static final List<String> badTypes = List.of("multipart/form-data", "multipart/form-data; boundary=",
            "multipart/form-data; boundary=\"\"", "multipart/form-data; boundary=" + "x".repeat(5_000),
            "multipart/form-data; boundary=\u00ff\u0001", "multipart/mixed; boundary=edge", "image/jpeg",
            "text/plain", ";;;");

    @ParameterizedTest
    @FieldSource("badTypes")
    void wantsABoundary(String type) throws Exception {
        try (RawHttp http = server.raw()) {
            http.send("POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\nContent-Length: "
                    + good().length + "\r\n\r\n").send(good());
            assertAnswer(400, http.end());
        }
    }

    @Test
    void survivesLyingLengths() throws Exception {
        assertAnswer(400, "/predict", "Content-Length: 100", good());
        assertAnswer(400, "/predict", "Content-Length: " + (good().length + 1_000), Arrays.copyOf(good(), 900));
        assertAnswer(413, "/predict", "Content-Length: 5000000", good());
        assertAnswer(413, "/predict", "Content-Length: 50000000000", good());
        assertAnswer(413, "/api/predictions", "Content-Length: 50000000000", good());
    }

    @Test
    void answersChunksWithoutEnd() throws Exception {
        for (int size : new int[] {100, 8_192, 500_000}) {
            byte[] chunk = new byte[size];
            try (RawHttp http = server.raw(); var clients = Executors.newVirtualThreadPerTaskExecutor()) {
                http.post("/predict", "Transfer-Encoding: chunked", new byte[0]);
                http.chunk(("--edge\r\nContent-Disposition: form-data; " + IMAGE + "\r\n\r\n").getBytes());
                Future<?> sender = clients.submit(() -> {
                    for (int sent = 0; sent < ENDLESS; sent += size) {
                        http.chunk(chunk);
                    }
                    return null;
                });
                RawHttp.Answer answer = http.answer();
                assertEquals(1, answer.count(), answer.text());
                assertEquals(413, answer.status());
                assertInstanceOf(IOException.class, assertThrows(ExecutionException.class, sender::get).getCause());
            }
        }
        assertAnswer(413, "/predict", "Transfer-Encoding: chunked", "7fffffff\r\nhello".getBytes());
    }

    @Test
    void cutsAStalledUploadOff() throws Exception {
        byte[] half = Arrays.copyOf(good(), 600);
        for (String length : new String[] {"Content-Length: " + good().length, "Transfer-Encoding: chunked"}) {
            try (RawHttp http = server.raw()) {
                long start = System.nanoTime();
                http.post("/predict", length, length.startsWith("C") ? half : "5\r\n--edg".getBytes());
                RawHttp.Answer answer = http.answer();
                assertEquals(1, answer.count());
                assertEquals(408, answer.status());
                assertTrue(answer.body().startsWith("{\"status\":\"fail\""), answer.text());
                assertTrue(answer.text().contains("Access-Control-Allow-Origin: *"), answer.text());
                assertTrue(System.nanoTime() - start > Duration.ofMillis(1_900).toNanos());
            }
        }
    }

    @Test
    void letsABrowserFinishWhatIsTooLarge() throws Exception {
        byte[] form = Multipart.image(Multipart.picture(15_000_000)).bytes();
        try (RawHttp http = server.raw()) {
            // all of it is taken before the client so much as looks at the answer
            assertAnswer(413, http.post("/predict", "Content-Length: " + form.length, form));
        }
    }

    @Test
    void sparesAClientThatAsksFirst() throws Exception {
        try (RawHttp http = server.raw()) {
            http.post("/predict", "Expect: 100-continue\r\nContent-Length: 15000000", new byte[0]);
            RawHttp.Answer answer = http.answer();
            assertEquals(413, answer.status());
            assertTrue(!answer.text().contains("100 Continue"), answer.text());
        }
        try (RawHttp http = server.raw()) {
            http.post("/predict", "Connection: close\r\nExpect: 100-continue\r\nContent-Length: " + good().length,
                    good());
            RawHttp.Answer answer = http.answer();
            assertTrue(answer.text().startsWith("HTTP/1.1 100 Continue"), answer.text());
            assertEquals(201, answer.status());
        }
    }

    @Test
    void turnsUploadsAwayWhenTheirMemoryIsUsedUp() throws Exception {
        Settings usual = TestServer.settings(Map.of());
        var tight = new UploadSettings(usual.upload().pace(), 16_000_000);
        try (var small = new TestServer(new Settings(usual.http(), usual.access(), tight, usual.model(),
                usual.history(), usual.longest(), usual.log()))) {
            byte[] large = Multipart.image(Multipart.picture(9_900_000)).bytes();
            try (RawHttp first = small.raw()) {
                first.post("/api/predictions", "Content-Length: " + large.length, Arrays.copyOf(large, 9_800_000));
                Thread.sleep(1_000);
                assertEquals(503, small.upload("/api/predictions", Multipart.picture(9_900_000)).statusCode());
                assertEquals(201, small.upload("/predict", Multipart.picture(900_000)).statusCode());
            }
            for (int tries = 0; small.upload("/api/predictions", Multipart.picture(9_900_000))
                    .statusCode() != 201; tries++) {
                assertTrue(tries < 100);
                Thread.sleep(50);
            }
        }
    }
}
