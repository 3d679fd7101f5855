package io.nevus.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;

/** What follows the headers of a request: how much was announced, how much of it was read. */
final class RequestBody {
    private enum Kind { NONE, SIZED, CHUNKED, DOUBTFUL }

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private final ServerRequest request;
    private final BoundedConnection connection;
    private final Kind kind;
    private final long announced;
    private long read;
    private boolean finished;

    RequestBody(ServerRequest request, BoundedConnection connection) {
        this.request = request;
        this.connection = connection;
        this.kind = kind(request.headers());
        this.announced = kind == Kind.SIZED ? Long.parseLong(length(request.headers())) : 0;
        this.finished = kind == Kind.NONE;
    }

    /** Anything but one plain Content-Length or one plain "chunked" may end elsewhere for a proxy than for us. */
    private static Kind kind(ServerRequestHeaders headers) {
        List<String> encodings = all(headers, HeaderNames.TRANSFER_ENCODING);
        List<String> lengths = all(headers, HeaderNames.CONTENT_LENGTH);
        if (encodings.isEmpty() && lengths.isEmpty()) {
            return Kind.NONE;
        }
        if (encodings.size() == 1 && lengths.isEmpty() && headers.contains(HeaderValues.TRANSFER_ENCODING_CHUNKED)) {
            return Kind.CHUNKED;
        }
        if (encodings.isEmpty() && lengths.size() == 1 && LENGTH.matcher(lengths.getFirst()).matches()) {
            return Long.parseLong(lengths.getFirst()) == 0 ? Kind.NONE : Kind.SIZED;
        }
        return Kind.DOUBTFUL;
    }

    private static List<String> all(ServerRequestHeaders headers, HeaderName name) {
        return headers.all(name, List::of);
    }

    private static String length(ServerRequestHeaders headers) {
        return headers.get(HeaderNames.CONTENT_LENGTH).get();
    }

    boolean isDoubtful() {
        return kind == Kind.DOUBTFUL;
    }

    boolean isPresent() {
        return kind != Kind.NONE;
    }

    boolean isFinished() {
        return finished;
    }

    OptionalLong announced() {
        return kind == Kind.SIZED ? OptionalLong.of(announced) : OptionalLong.empty();
    }

    long bytesRead() {
        return read;
    }

    /** What a connection should do about the rest before it closes. */
    Lingering rest() {
        return kind == Kind.SIZED ? Lingering.until(announced - read - connection.buffered()) : Lingering.BRIEF;
    }

    /**
     * @param allowance the most that may be read before {@link BoundedConnection.TooMuch} is thrown
     * @param meter     told of bytes as they come in, which is before they can be read here; may throw
     */
    InputStream open(int allowance, IntConsumer meter) {
        if (kind == Kind.NONE) {
            return InputStream.nullInputStream();
        }
        connection.allow(allowance, meter);
        if (kind == Kind.SIZED) {
            connection.beginBody();
        }
        return new Counted(request.content().inputStream(), allowance);
    }

    private final class Counted extends FilterInputStream {

        private final int allowance;

        Counted(InputStream in, int allowance) {
            super(in);
            this.allowance = allowance;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            connection.parsed();
            if (count > 0) {
                read += count;
            }
            if (read > allowance) {
                throw new BoundedConnection.TooMuch();
            }
            finished = count < 0 || kind == Kind.SIZED && read == announced;
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            return readNBytes((int) Math.min(count, 8192)).length;
        }

        @Override
        public void close() {
            // the connection decides what becomes of the rest
        }
    }
}
