package io.nevus.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What comes in on a connection, for Helidon's HTTP/1.1. Helidon 4.4 links each piece that it reads to the next one, and
 * leaves the links of those that are used up: once a connection's piece has grown old, the collector takes all later
 * ones for reachable, every upload grows old, too, and a flood of them fills the heap. So only headers are linked here,
 * in small pieces; a body of known length is handed out as it comes.
 */
final class ConnectionReader extends DataReader {
    private static final int LINKED = 1024;
    private static final Pattern EXTENDED = Pattern.compile("([0-9A-Fa-f]+)[ \t]*;.*");

    private final Source source;
    private boolean inBody;

    /** There is no other way in: what {@code DataReader.create} makes cannot be changed. */
    @SuppressWarnings("removal")
    private ConnectionReader(Source source) {
        super(source);
        this.source = source;
    }

    /** @param socket null at its end, as Helidon wants it */
    static ConnectionReader of(Supplier<byte[]> socket) {
        return new ConnectionReader(new Source(socket));
    }

    /** What is read from now on, by Helidon's way to read a body of known length, is that body. */
    void beginBody() {
        inBody = true;
    }

    void endBody() {
        inBody = false;
    }

    /** How much came in that nobody has read. */
    int buffered() {
        return super.available() + source.left();
    }

    private boolean isDirect() {
        return inBody && super.available() == 0;
    }

    @Override
    public void ensureAvailable() {
        if (!isDirect()) {
            super.ensureAvailable();
        } else if (source.left() == 0 && !source.pull()) {
            throw new InsufficientDataAvailableException();
        }
    }

    @Override
    public int available() {
        return isDirect() ? source.left() : super.available();
    }

    @Override
    public BufferData readBuffer(int length) {
        return isDirect() ? source.take(length) : super.readBuffer(length);
    }

    /**
     * Leaves out what may follow the size of a chunk and must be ignored (RFC 9112, 7.1.1). Helidon takes the whole line
     * for the size; it reads no other lines by this method but the last one, which must be empty and stays as it is.
     */
    @Override
    public String readLine() {
        String line = super.readLine();
        Matcher extended = EXTENDED.matcher(line);
        return extended.matches() ? extended.group(1) : line;
    }

    /** The socket, and what was read from it but not handed out. */
    private static final class Source implements Supplier<byte[]> {
        private final Supplier<byte[]> socket;
        private byte[] bytes = new byte[0];
        private int position;

        Source(Supplier<byte[]> socket) {
            this.socket = socket;
        }

        int left() {
            return bytes.length - position;
        }

        /** Whether the socket had any more. */
        boolean pull() {
            byte[] pulled = socket.get();
            if (pulled != null) {
                bytes = pulled;
                position = 0;
            }
            return pulled != null;
        }

        BufferData take(int length) {
            BufferData data = BufferData.create(bytes, position, length);
            position += length;
            return data;
        }

        /** The next piece to link; null at the end. */
        @Override
        public byte[] get() {
            if (left() == 0 && !pull()) {
                return null;
            }
            int start = position;
            position += Math.min(left(), LINKED);
            return Arrays.copyOfRange(bytes, start, position);
        }
    }
}
