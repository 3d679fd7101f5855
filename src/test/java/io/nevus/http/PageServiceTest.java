package io.nevus.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageServiceTest {
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new TestServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void servesFilesThatBrowsersNeedNotFetchAgain() throws Exception {
        HttpResponse<String> answer = server.get("/fixture.txt");
        assertEquals(200, answer.statusCode());
        assertEquals("served from the class path\n", answer.body());
        HttpHeaders headers = answer.headers();
        assertEquals("text/plain", headers.firstValue("Content-Type").orElse(""));
        assertEquals("no-cache", headers.firstValue("Cache-Control").orElse(""));
        HttpResponse<String> again = server.send("GET", "/fixture.txt", BodyPublishers.noBody(), "If-None-Match",
                headers.firstValue("ETag").orElseThrow());
        assertEquals(304, again.statusCode());
        assertEquals(200, server.send("GET", "/fixture.txt", BodyPublishers.noBody(), "If-None-Match", "\"old\"")
                .statusCode());
        assertEquals("", again.body());
        HttpResponse<String> head = server.send("HEAD", "/fixture.txt", BodyPublishers.noBody());
        assertEquals(200, head.statusCode());
        assertEquals("27", head.headers().firstValue("Content-Length").orElse(""));
    }

    @Test
    void servesThePage() throws Exception {
        HttpResponse<String> page = server.get("/");
        assertEquals(200, page.statusCode());
        assertTrue(page.headers().firstValue("Content-Type").orElse("").startsWith("text/html"));
        assertEquals(page.body(), server.get("/index.html").body());
        assertEquals("text/javascript", server.get("/main.js").headers().firstValue("Content-Type").orElse(""));
        assertEquals("image/svg+xml", server.get("/favicon.svg").headers().firstValue("Content-Type").orElse(""));
    }

    @Test
    void letsThePageLoadNothingFromElsewhere() throws Exception {
        HttpHeaders headers = server.get("/fixture.txt").headers();
        assertTrue(headers.firstValue("Content-Security-Policy").orElse("")
                .startsWith("default-src 'none'; script-src 'self';"));
        assertEquals("nosniff", headers.firstValue("X-Content-Type-Options").orElse(""));
        assertEquals("no-referrer", headers.firstValue("Referrer-Policy").orElse(""));
        assertEquals("*", headers.firstValue("Access-Control-Allow-Origin").orElse(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/index", "/fixture.txt/", "/..%2fapplication.yaml", "/%2e%2e/application.yaml",
            "/../META-INF/openapi.yaml", "/%252e%252e/application.yaml", "/fixture.txt%00", "/observe",
                    "/predict/other"})
    void servesNothingElse(String path) throws Exception {
        assertEquals(404, server.get(path).statusCode());
    }

    @Test
    void knowsItsMethods() throws Exception {
        HttpResponse<String> answer = server.send("POST", "/fixture.txt", BodyPublishers.ofString("x"));
        assertEquals(405, answer.statusCode());
        assertEquals("GET, HEAD", answer.headers().firstValue("Allow").orElse(""));
        assertEquals(405, server.send("DELETE", "/observe/health/live", BodyPublishers.noBody()).statusCode());
        assertEquals(404, server.send("POST", "/nothing", BodyPublishers.ofString("x")).statusCode());
    }

    @Test
    void keepsASaneRequestId() throws Exception {
        assertEquals("trace-7", requestId("trace-7"));
        assertTrue(requestId("x".repeat(100)).matches("[0-9a-f-]{36}"));
        assertTrue(requestId("two words").matches("[0-9a-f-]{36}"));
    }

    private static String requestId(String sent) throws Exception {
        return server.send("GET", "/nothing", BodyPublishers.noBody(), "X-Request-Id", sent).headers()
                .firstValue("X-Request-Id").orElseThrow();
    }
}
