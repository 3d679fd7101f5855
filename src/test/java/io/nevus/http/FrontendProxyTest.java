package io.nevus.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What App Engine's proxy does between a browser and a server, also one that fails. */
@Timeout(120)
class FrontendProxyTest {

    private final List<AutoCloseable> running = new ArrayList<>();

    private <T extends AutoCloseable> T open(T one) {
        running.add(one);
        return one;
    }

    @AfterEach
    void stopAll() throws Exception {
        for (AutoCloseable one : running.reversed()) {
            one.close();
        }
    }

    private FrontendProxy before(TestServer server) throws Exception {
        return open(new FrontendProxy(server.uri("")));
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return Json.createReader(new StringReader(answer.body())).readObject();
    }

    @Test
    void theContractHoldsThroughIt() throws Exception {
        FrontendProxy proxy = before(open(new TestServer()));
        for (String path : List.of("/predict", "//predict")) {
            HttpResponse<String> judged = proxy.upload(path, Multipart.picture(1_000_000));
            assertEquals(201, judged.statusCode(), judged.body());
            assertEquals("*", judged.headers().firstValue("Access-Control-Allow-Origin").orElseThrow());
        }
        assertEquals(2, json(proxy.get("/predict/histories")).getJsonArray("data").size());
        assertEquals(400, proxy.upload("/predict", new byte[100]).statusCode());
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000_001, 25_000_000, 40_000_000})
    void tooLargeAnUploadIsAnsweredByTheServer(int size) throws Exception {
        HttpResponse<String> answer = before(open(new TestServer())).upload("/predict", new byte[size]);
        assertEquals(413, answer.statusCode());
        assertEquals("Payload content length greater than maximum allowed: 1000000", json(answer).getString("message"));
    }

    @Test
    void predictionsAreListedFoundAndDeleted() throws Exception {
        FrontendProxy proxy = before(open(new TestServer()));
        HttpResponse<String> judged = proxy.upload("/api/predictions", Multipart.picture(10_000_000));
        assertEquals(201, judged.statusCode(), judged.body());
        String record = judged.headers().firstValue("Location").orElseThrow();
        assertEquals(200, proxy.get(record).statusCode());
        assertEquals(1, json(proxy.get("/api/predictions?limit=1")).getJsonArray("predictions").size());
        assertEquals(204, proxy.delete(record).statusCode());
        assertEquals(404, proxy.get(record).statusCode());
        assertEquals(200, proxy.get("/api/model").statusCode());
        assertEquals(200, proxy.get("/openapi").statusCode());
    }

    @Test
    void thatTheServerIsBusyIsPassedOn() throws Exception {
        TestServer server = open(new TestServer());
        FrontendProxy proxy = before(server);
        server.history.breakWith("The history is out.");
        HttpResponse<String> answer = proxy.upload("/predict", Multipart.picture());
        assertEquals(503, answer.statusCode());
        assertEquals("5", answer.headers().firstValue("Retry-After").orElseThrow());
    }

    @Test
    void aServerThatIsDownIsNamedInTheShapeOfThePath() throws Exception {
        FrontendProxy proxy = open(new FrontendProxy(URI.create("http://localhost:" + unusedPort())));
        HttpResponse<String> contract = proxy.upload("/predict", Multipart.picture(900_000));
        assertEquals(503, contract.statusCode());
        assertEquals("5", contract.headers().firstValue("Retry-After").orElseThrow());
        assertEquals("*", contract.headers().firstValue("Access-Control-Allow-Origin").orElseThrow());
        assertEquals("fail", json(contract).getString("status"));
        assertTrue(json(contract).getString("message").contains("Try again"));
        HttpResponse<String> api = proxy.upload("/api/predictions", Multipart.picture(9_000_000));
        assertEquals(503, api.statusCode());
        assertEquals("application/problem+json", api.headers().firstValue("Content-Type").orElseThrow());
        assertEquals(503, json(api).getInt("status"));
    }

    @Test
    void aServerThatBreaksOffIsABadGateway() throws Exception {
        HttpResponse<String> answer = behind("HTTP/1.1 20").upload("/predict", Multipart.picture());
        assertEquals(502, answer.statusCode());
        assertTrue(json(answer).getString("message").contains("Look at the history"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100\r\n\r\nhello", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"})
    void anAnswerThatBreaksOffDoesNotLookComplete(String rest) throws Exception {
        FrontendProxy proxy = behind("HTTP/1.1 200 OK\r\n" + rest);
        assertThrows(IOException.class, () -> proxy.get("/predict/histories"));
    }

    @Test
    void headersArriveButNotWhereTheReaderLives() throws Exception {
        var asked = new ArrayList<String>();
        FrontendProxy proxy = behind("HTTP/1.1 204 No Content\r\n\r\n", asked);
        proxy.get("/api/model?a=%2e", "X-Forwarded-For", "203.0.113.9", "X-Request-Id", "abc", "X-AppEngine-City", "x");
        String request = asked.getFirst();
        assertTrue(request.startsWith("GET /api/model?a=%2e HTTP/1.1\r\n"), request);
        assertTrue(request.contains("\r\nX-Forwarded-For: 203.0.113.9\r\n"), request);
        assertTrue(request.contains("\r\nX-Request-Id: abc\r\n"), request);
        assertFalse(request.toLowerCase(Locale.ROOT).contains("appengine"), request);
    }

    @Test
    void nothingElseIsReachable() throws Exception {
        var asked = new ArrayList<String>();
        FrontendProxy proxy = behind("HTTP/1.1 204 No Content\r\n\r\n", asked);
        for (String path : List.of("/observe/metrics", "/api/../observe/metrics", "/predictions", "/api", "/", "*",
                "/api/predictions/..%2f..%2fobserve/metrics", "http://169.254.169.254/computeMetadata/v1/",
                "//169.254.169.254/", "/predict/%2e%2e")) {
            try (RawHttp raw = proxy.raw()) {
                raw.send("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                assertEquals(404, raw.answer().status(), path);
            }
        }
        assertEquals(List.of(), asked);
    }

    @Test
    void aDoubtfulEndIsRefused() throws Exception {
        var asked = new ArrayList<String>();
        FrontendProxy proxy = behind("HTTP/1.1 204 No Content\r\n\r\n", asked);
        for (String headers : List.of("Content-Length: 5\r\nContent-Length: 6\r\n", "Content-Length: +5\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "Transfer-Encoding: chunked\r\n")) {
            try (RawHttp raw = proxy.raw()) {
                raw.send("POST /predict HTTP/1.1\r\nHost: x\r\n" + headers + "\r\nhello");
                RawHttp.Answer answer = raw.end().answer();
                assertTrue(List.of(400, 411).contains(answer.status()), answer.text());
                assertEquals(1, answer.count());
            }
        }
        assertEquals(List.of(), asked);
    }

    @Test
    void whatIsNoHttpIsAnsweredInJson() throws Exception {
        try (RawHttp raw = behind("").raw()) {
            RawHttp.Answer answer = raw.send("GET /predict HTTP/9.9\r\n\r\n").end().answer();
            assertEquals(505, answer.status());
            assertTrue(answer.body().startsWith("{"), answer.text());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://localhost:8080/folder", "localhost:8080", "http://localhost:port"})
    void aWrongAddressIsToldAtTheStart(String address) throws Exception {
        Process process = FrontendProxy.start(address, unusedPort());
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(1, process.waitFor());
        assertTrue(output.startsWith("BACKEND_URL is '" + address + "', but must be like http"), output);
    }

    private FrontendProxy behind(String answer) throws Exception {
        return behind(answer, new ArrayList<>());
    }

    /** A server that answers each request with this and hangs up. */
    private FrontendProxy behind(String answer, List<String> asked) throws Exception {
        ServerSocket server = open(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    byte[] bytes = new byte[1 << 20];
                    int count = socket.getInputStream().read(bytes);
                    asked.add(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                    socket.shutdownOutput();
                    while (socket.getInputStream().read(bytes) >= 0) {
                        asked.size();
                    }
                } catch (IOException e) {
                    // closed
                }
            }
        });
        return open(new FrontendProxy(URI.create("http://127.0.0.1:" + server.getLocalPort())));
    }

    private static int unusedPort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
