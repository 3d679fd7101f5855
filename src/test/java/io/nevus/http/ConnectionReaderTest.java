package io.nevus.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.helidon.common.buffers.DataReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Read as Helidon does: lines, then a body of known length, then the next request's lines. */
class ConnectionReaderTest {
    private static final String BODY = "0123456789".repeat(400);
    private static final String TWO_REQUESTS = "first\r\n" + BODY + "second\r\n" + BODY;

    private static ConnectionReader reader(String all, int pieces) {
        Queue<byte[]> socket = new ArrayDeque<>();
        for (int at = 0; at < all.length(); at += pieces) {
            socket.add(all.substring(at, Math.min(all.length(), at + pieces)).getBytes(StandardCharsets.US_ASCII));
        }
        return ConnectionReader.of(socket::poll);
    }

    private static String body(ConnectionReader reader) {
        var body = new StringBuilder();
        reader.beginBody();
        while (body.length() < BODY.length()) {
            reader.ensureAvailable();
            int length = Math.min(reader.available(), BODY.length() - body.length());
            body.append(new String(reader.readBuffer(length).readBytes(), StandardCharsets.US_ASCII));
        }
        reader.endBody();
        return body.toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1_000, 1_024, 1_025, 4_006, 4_007, 4_008, 8_192, 100_000})
    void requestsAreTheSameInWhateverPiecesTheyCome(int pieces) {
        ConnectionReader reader = reader(TWO_REQUESTS, pieces);
        assertEquals("first", reader.readLine());
        assertEquals(BODY, body(reader));
        assertEquals("second", reader.readLine());
        assertEquals(BODY, body(reader));
        assertEquals(0, reader.buffered());
    }

    @Test
    void whatIsNotReadIsCounted() {
        ConnectionReader reader = reader(TWO_REQUESTS, TWO_REQUESTS.length());
        reader.readLine();
        assertEquals(TWO_REQUESTS.length() - "first\r\n".length(), reader.buffered());
        body(reader);
        assertEquals("second\r\n".length() + BODY.length(), reader.buffered());
    }

    @Test
    void aBodyThatEndsTooEarlyIsNoticed() {
        ConnectionReader reader = reader("first\r\n" + BODY.substring(1), 1_000);
        reader.readLine();
        assertThrows(DataReader.InsufficientDataAvailableException.class, () -> body(reader));
    }
}
