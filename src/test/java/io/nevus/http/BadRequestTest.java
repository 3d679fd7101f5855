package io.nevus.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.SocketException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What is hardly HTTP at all is answered politely, once, and cannot hold a connection open. */
@Timeout(60)
class BadRequestTest {
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new TestServer(Map.of("server.header-seconds", "1", "server.idle-seconds", "1", "server.connections",
                "20"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static final List<String> nonsense = List.of(
            "GARBAGE\r\n\r\n",
            "\u0000\u0001\u00ff\u00fe\r\n\r\n",
            "GET\r\n\r\n",
            "GET / HTTP/1.0\r\n\r\n",
            "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nX: \u0000\r\n\r\n",
            "GET / HTTP/1.1\nHost: x\n\n",
            "GET /" + "x".repeat(10_000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(100_000) + "\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\n" + "X: y\r\n".repeat(20_000) + "\r\n",
            "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /predict?%00%zz HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /..\\..\\etc HTTP/1.1\r\nHost: x\r\n\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n");

    @ParameterizedTest
    @FieldSource("nonsense")
    void isAnsweredOnce(String request) throws Exception {
        try (RawHttp http = server.raw()) {
            try {
                http.send(request).end();
            } catch (SocketException e) {
                // answered before it was all sent
            }
            RawHttp.Answer answer = http.answer();
            assertEquals(1, answer.count(), answer.text());
            assertTrue(answer.status() >= 400 && answer.status() < 500, answer.text());
            assertTrue(answer.text().contains("Access-Control-Allow-Origin: *"), answer.text());
            assertTrue(answer.body().startsWith("{"), answer.text());
            assertFalse(answer.text().matches("(?s).*(Exception|helidon|nevus\\.).*"), answer.text());
        }
    }

    static final List<String> odd = List.of("GET /predict/histories", "HEAD /predict/histories", "BREW /predict",
            "TRACE /api/model",
            "OPTIONS *", "CONNECT localhost:1", "PATCH /api/predictions", "DELETE /", "GET //",
            "GET /%2e%2e/%2e%2e/etc/passwd",
            "GET /..%2f..%2fapplication.yaml", "GET /%2e%2e%5capplication.yaml", "GET /web/../application.yaml",
            "GET /;x=y",
            "GET /api/predictions/%2e%2e", "GET /META-INF/openapi.yaml", "GET /io/nevus/Main.class",
            "GET http://localhost/api/model",
            "POST /observe/metrics", "GET /observe/health/%00", "PUT /observe/health/live");

    @ParameterizedTest
    @FieldSource("odd")
    void neverFailsTheServer(String line) throws Exception {
        try (RawHttp http = server.raw()) {
            http.send(line + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello");
            RawHttp.Answer answer = http.answer();
            assertEquals(1, answer.count(), answer.text());
            assertTrue(answer.status() < 500, answer.text());
            assertTrue(answer.text().contains("Access-Control-Allow-Origin: *"), answer.text());
            assertTrue(answer.text().contains("X-Content-Type-Options: nosniff"), answer.text());
            assertFalse(answer.text().contains("server:"), answer.text());
        }
    }

    @Test
    void answersAGetWithoutWaitingForItsBody() throws Exception {
        for (String body : List.of("Content-Length: 1000000", "Transfer-Encoding: chunked",
                "Content-Length: nonsense")) {
            try (RawHttp http = server.raw()) {
                http.send("GET /predict/histories HTTP/1.1\r\nHost: x\r\n" + body + "\r\n\r\n");
                assertEquals(1, http.answer().count());
            }
        }
    }

    @Test
    void keepsAConnectionForTheNextRequest() throws Exception {
        try (RawHttp http = server.raw()) {
            http.send("GET /none HTTP/1.1\r\nHost: x\r\n\r\n").send("PUT /predict HTTP/1.1\r\nHost: x\r\n\r\n");
            assertEquals(2, http.send("GET /openapi HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").answer()
                    .count() - 1);
        }
    }

    @Test
    void closesConnectionsThatKeepItWaiting() throws Exception {
        for (String start : List.of("", "GET", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: x\r\nX")) {
            try (RawHttp http = server.raw()) {
                assertTrue(http.send(start).answer().count() <= 1, start);
            }
        }
    }

    @Test
    void closesConnectionsThatNeverAskHoweverLongOthersMayRest() throws Exception {
        try (var patient = new TestServer(Map.of("server.header-seconds", "1", "server.idle-seconds", "3600"));
                RawHttp silent = patient.raw(); RawHttp resting = patient.raw()) {
            resting.send("GET /api/model HTTP/1.1\r\nHost: x\r\n\r\n");
            assertEquals(0, silent.answer().count());
            Thread.sleep(1_500);
            resting.send("GET /openapi HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertEquals(2, resting.answer().count());
        }
    }

    @Test
    void closesConnectionsThatDripTheirHeaders() throws Exception {
        try (RawHttp http = server.raw()) {
            http.send("GET / HTTP/1.1\r\nHost: x\r\n");
            assertThrows(SocketException.class, () -> {
                while (true) {
                    Thread.sleep(100);
                    http.send("X: y\r\n");
                }
            });
        }
    }

    @Test
    void isNotStarvedByIdleConnections() throws Exception {
        RawHttp[] idle = new RawHttp[20];
        for (int n = 0; n < idle.length; n++) {
            idle[n] = server.raw();
        }
        try (RawHttp http = server.raw()) {
            http.send("GET /openapi HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertEquals(200, http.answer().status());
        } finally {
            for (RawHttp http : idle) {
                http.close();
            }
        }
    }
}
