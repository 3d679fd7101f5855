package io.nevus.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class LogFormatTest {
    private static final Logger REQUESTS = Logger.getLogger(RequestLog.class.getName());
    private final List<LogRecord> entries = new CopyOnWriteArrayList<>();
    private final Handler collector = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            entries.add(entry);
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    /** The log of two requests that hold personal data wherever a request can. */
    private List<LogRecord> log() throws Exception {
        try (var server = new TestServer()) {
            REQUESTS.setLevel(Level.INFO);
            REQUESTS.setUseParentHandlers(false);
            REQUESTS.addHandler(collector);
            byte[] form = new Multipart().part("name=\"image\"; filename=\"jane-doe.jpg\"", Multipart.picture())
                    .bytes();
            server.send("POST", "/predict?patient=jane-doe", BodyPublishers.ofByteArray(form), "Content-Type",
                    Multipart.TYPE, "X-Request-Id", "mine", "X-Cloud-Trace-Context",
                    "105445aa7843bc8bf206b12000100000/1;o=1");
            server.get("/jane-doe?name=jane-doe");
        } finally {
            REQUESTS.removeHandler(collector);
            REQUESTS.setLevel(null);
            REQUESTS.setUseParentHandlers(true);
        }
        // the server's start was watched, and the line of a request comes after its answer, perhaps after the next line
        return entries.stream().filter(entry -> !text(entry).contains("/observe/"))
                .sorted(Comparator.comparing(entry -> !text(entry).contains("POST"))).toList();
    }

    private static String text(LogRecord entry) {
        return LogFormat.TEXT.line(entry, entry.getMessage());
    }

    @Test
    void saysOneLineForEachRequestAndNothingAboutPeople() throws Exception {
        List<String> lines = log().stream().map(LogFormatTest::text).toList();
        assertEquals(2, lines.size());
        assertTrue(lines.getFirst().matches("[0-9:.]{12} INFO    POST /predict 201 in=\\d+ out=\\d+ ms=\\d+ "
                + "examine=\\d+ keep=\\d+ id=mine\\R"), lines.getFirst());
        assertFalse(lines.toString().matches("(?s).*(jane|127\\.0\\.0\\.1|localhost).*"), lines.toString());
    }

    @Test
    void speaksToCloudLogging() throws Exception {
        LogRecord entry = log().getFirst();
        String line = LogFormat.JSON.line(entry, entry.getMessage());
        assertEquals(1, line.lines().count());
        JsonObject json = jakarta.json.Json.createReader(new StringReader(line)).readObject();
        assertEquals("INFO", json.getString("severity"));
        assertEquals("mine", json.getString("requestId"));
        assertEquals("105445aa7843bc8bf206b12000100000", json.getString("logging.googleapis.com/trace"));
        JsonObject request = json.getJsonObject("httpRequest");
        assertEquals("POST", request.getString("requestMethod"));
        assertEquals("/predict", request.getString("requestUrl"));
        assertEquals(201, request.getInt("status"));
        assertTrue(request.getString("latency").matches("\\d+\\.\\d{9}s"), request.toString());
        assertFalse(line.contains("jane"), line);
    }

    @Test
    void keepsAFailureInOneEntry() {
        var entry = new LogRecord(Level.SEVERE, "It failed");
        entry.setThrown(new IllegalStateException("two\nlines"));
        String line = LogFormat.JSON.line(entry, entry.getMessage());
        assertEquals(1, line.lines().count());
        assertTrue(line.contains("\"severity\":\"ERROR\"") && line.contains("IllegalStateException"), line);
        assertTrue(LogFormat.TEXT.line(entry, entry.getMessage()).contains("at io.nevus"));
    }
}
