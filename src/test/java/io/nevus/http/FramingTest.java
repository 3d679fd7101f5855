package io.nevus.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.SocketException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a request ends is never in doubt: what a proxy may take for the next one's start is not answered. */
@Timeout(60)
class FramingTest {
    private static final byte[] GOOD = Multipart.image(Multipart.picture()).bytes();
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new TestServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static final List<String> doubtful = List.of("Content-Length: 5\r\nContent-Length: 5", "Content-Length: 5, 5",
            "Content-Length: +5", "Content-Length: 0x5", "Content-Length: 5;", "Content-Length: 5.0",
            "Content-Length: ", "Content-Length: -0", "Content-Length: 00000000000000000005555555",
            "Content-Length: -1", "Content-Length: abc", "Content-Length: 1e3",
            "Content-Length: 99999999999999999999", "Content-Length: 5\r\nContent-Length: 6",
            "Content-Encoding: gzip\r\nContent-Length: 5", "Transfer-Encoding: gzip",
            "Transfer-Encoding: chunked\r\nContent-Length: 5", "Content-Length: 5\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked, identity",
            "Transfer-Encoding: identity, chunked", "Transfer-Encoding: chunked, chunked",
            "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: chunked;x=y", "Transfer-Encoding: xchunked",
            "Transfer-Encoding: \"chunked\"", "Transfer-Encoding: ", "Transfer-Encoding: identity",
            "Transfer-Encoding: Chunked", "Transfer-Encoding: chunked\u000b",
            "Transfer-Encoding : chunked", "Content-Length : 5", "X: y\r\n Transfer-Encoding: chunked",
            "X: y\r\n\tContent-Length: 5", "X: y\nTransfer-Encoding: chunked", "X: y\rTransfer-Encoding: chunked",
            "\u0000Transfer-Encoding: chunked", "Transfer-Encoding\u0000: chunked");

    @ParameterizedTest
    @FieldSource("doubtful")
    void answersNothingBehindADoubtfulLength(String header) throws Exception {
        for (String line : List.of("POST /predict", "POST /api/predictions", "GET /predict/histories", "GET /openapi",
                "GET /none", "DELETE /api/predictions/00000000-0000-0000-0000-000000000000", "OPTIONS /predict")) {
            try (RawHttp http = server.raw()) {
                http.send(line + " HTTP/1.1\r\nHost: x\r\nContent-Type: " + Multipart.TYPE + "\r\n" + header
                        + "\r\n\r\n");
                try {
                    http.send("0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n").end();
                } catch (SocketException e) {
                    // refused at once
                }
                RawHttp.Answer answer = http.answer();
                assertEquals(1, answer.count(), line + ": " + answer.text());
                assertTrue(answer.status() < 500, line + ": " + answer.text());
                assertTrue(!line.startsWith("POST") || answer.status() == 400, line + ": " + answer.text());
            }
        }
    }

    static Stream<Arguments> chunkings() {
        String form = new String(GOOD, ISO_8859_1);
        int half = form.length() / 2;
        return Stream.of(
                Arguments.of("one", chunk(form, "") + "0\r\n\r\n"),
                Arguments.of("two", chunk(form.substring(0, half), "") + chunk(form.substring(half), "") + "0\r\n\r\n"),
                Arguments.of("bytes", bytes(form) + "0\r\n\r\n"),
                Arguments.of("capitals", Integer.toHexString(form.length()).toUpperCase(Locale.ROOT) + "\r\n" + form
                        + "\r\n0\r\n\r\n"),
                Arguments.of("leading zeros", "0000" + chunk(form, "") + "0\r\n\r\n"),
                Arguments.of("extension", chunk(form, ";a=b") + "0\r\n\r\n"),
                Arguments.of("quoted extension", chunk(form, ";a=\"b;\\\"c\"") + "0;d\r\n\r\n"),
                Arguments.of("trailer", chunk(form, "") + "0\r\nX: y\r\n\r\n"),
                Arguments.of("trailing length", chunk(form, "") + "0\r\nContent-Length: 5\r\n\r\n"),
                Arguments.of("trailing zeros", chunk(form, "") + "000\r\n\r\n"));
    }

    private static String chunk(String content, String extension) {
        return Integer.toHexString(content.length()) + extension + "\r\n" + content + "\r\n";
    }

    private static String bytes(String content) {
        var chunks = new StringBuilder();
        content.chars().forEach(character -> chunks.append("1\r\n").append((char) character).append("\r\n"));
        return chunks.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("chunkings")
    void takesWhatIsWellChunked(String name, String chunks) throws Exception {
        try (RawHttp http = server.raw()) {
            http.post("/predict", "Transfer-Encoding: chunked", new byte[0]).send(chunks)
                    .send("GET /openapi HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            RawHttp.Answer answer = http.answer();
            assertEquals(201, answer.status(), answer.text());
            assertTrue(answer.count() == 1 || answer.count() == 2 && answer.text().contains("HTTP/1.1 200 "),
                    answer.text());
        }
    }

    static final List<String> badChunks = List.of("zz\r\nhello", "-5\r\nhello", "\r\nhello",
            "5;" + "x".repeat(3_000_000), "5\r\nhello, world\r\n", "5\nhello\n0\n\n", ";\r\nhello",
            "5 5\r\nhello", "0x5\r\nhello", "0\r\nX: y\r\n\r\n",
            "fffffffffffffffff\r\n");

    @ParameterizedTest
    @FieldSource("badChunks")
    void survivesBrokenChunks(String chunks) throws Exception {
        try (RawHttp http = server.raw()) {
            http.post("/predict", "Transfer-Encoding: chunked", new byte[0]);
            try {
                http.send(chunks).end();
            } catch (SocketException e) {
                // the answer may come, and the door close, before all is sent
            }
            RawHttp.Answer answer = http.answer();
            assertEquals(1, answer.count(), answer.text());
            assertTrue(answer.status() == 400 || answer.status() == 413, answer.text());
        }
    }

    @Test
    void answersNothingAfterAnError() throws Exception {
        try (RawHttp http = server.raw()) {
            http.post("/predict", "Content-Length: 5", "hello".getBytes(ISO_8859_1))
                    .post("/predict", "Content-Length: " + GOOD.length, GOOD);
            RawHttp.Answer answer = http.answer();
            assertEquals(1, answer.count(), answer.text());
            assertEquals(400, answer.status(), answer.text());
        }
    }

    @Test
    void answersPipelinedRequestsInOrder() throws Exception {
        try (RawHttp http = server.raw()) {
            http.post("/predict", "Content-Length: " + GOOD.length, GOOD);
            http.post("/predict", "Connection: close\r\nContent-Length: " + GOOD.length, GOOD);
            RawHttp.Answer answer = http.answer();
            assertEquals(2, answer.count());
            assertEquals(201, answer.status());
        }
    }
}
