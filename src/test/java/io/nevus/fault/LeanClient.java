package io.nevus.fault;

import io.nevus.http.Multipart;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends prebuilt requests on one connection, again and again. It shares the cores with the server that it measures, so
 * it spends next to nothing itself, and unlike java.net.http it never sends anything twice.
 */
final class LeanClient implements AutoCloseable {
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: *(\\d+)");
    private static final Pattern CHUNKED = Pattern.compile("(?i)\r\nTransfer-Encoding: *chunked");
    private static final Pattern CLOSE = Pattern.compile("(?i)\r\nConnection: *close");
    private static final String END = "\r\n\r\n";
    private static final String LAST_CHUNK = "\r\n0" + END;

    private final InetSocketAddress server;
    private ByteBuffer in = ByteBuffer.allocateDirect(LONGEST_HEAD);
    private Optional<SocketChannel> connection = Optional.empty();

    LeanClient(int port) {
        server = new InetSocketAddress("localhost", port);
    }

    /** In direct memory, which the kernel reads without another copy; every sender duplicates it. */
    private static ByteBuffer request(String line, String headers, byte[] body) {
        String length = body.length == 0 ? "" : "\r\nContent-Length: " + body.length;
        byte[] start = (line + " HTTP/1.1\r\nHost: localhost" + headers + length + END)
                .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(start.length + body.length).put(start).put(body).flip().asReadOnlyBuffer();
    }

    static ByteBuffer get(String path) {
        return request("GET " + path, "", new byte[0]);
    }

    static ByteBuffer delete(String path) {
        return request("DELETE " + path, "", new byte[0]);
    }

    static ByteBuffer upload(String path, byte[] picture) {
        return request("POST " + path, "\r\nContent-Type: " + Multipart.TYPE, Multipart.image(picture).bytes());
    }

    /** On a new connection when the last answer closed the old one. */
    Answer send(ByteBuffer request) throws IOException {
        SocketChannel channel = connection.isPresent() ? connection.get() : connect();
        try {
            ByteBuffer out = request.duplicate();
            while (out.hasRemaining()) {
                channel.write(out);
            }
            Answer answer = answer(channel);
            if (CLOSE.matcher(answer.head).find()) {
                close();
            }
            return answer;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(server);
        connection = Optional.of(channel);
        return channel;
    }

    private Answer answer(SocketChannel channel) throws IOException {
        in.clear();
        String text = "";
        int end = -1;
        while (end < 0) {
            fill(channel);
            text = StandardCharsets.ISO_8859_1.decode(in.duplicate().flip()).toString();
            end = text.indexOf(END);
        }
        String head = text.substring(0, end + END.length());
        if (CHUNKED.matcher(head).find()) {
            return chunked(channel, head);
        }
        Matcher length = LENGTH.matcher(head);
        int whole = head.length() + (length.find() ? Integer.parseInt(length.group(1)) : 0);
        if (whole > in.capacity()) {
            in = ByteBuffer.allocateDirect(whole).put(in.flip());
        }
        while (in.position() < whole) {
            fill(channel);
        }
        byte[] body = new byte[whole - head.length()];
        in.get(head.length(), body);
        return new Answer(status(head), head, new String(body, StandardCharsets.UTF_8));
    }

    /** As health answers are; their chunks are small, and come as they are. */
    private Answer chunked(SocketChannel channel, String head) throws IOException {
        String text = StandardCharsets.ISO_8859_1.decode(in.duplicate().flip()).toString();
        while (!text.endsWith(LAST_CHUNK)) {
            fill(channel);
            text = StandardCharsets.ISO_8859_1.decode(in.duplicate().flip()).toString();
        }
        return new Answer(status(head), head, text.substring(head.length()));
    }

    private static int status(String head) {
        Matcher status = STATUS.matcher(head);
        return status.find() ? Integer.parseInt(status.group(1)) : 0;
    }

    private void fill(SocketChannel channel) throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("closed before the answer was complete");
        }
    }

    @Override
    public void close() throws IOException {
        if (connection.isPresent()) {
            connection.get().close();
            connection = Optional.empty();
        }
    }

    /** @param head the status line and headers */
    record Answer(int status, String head, String body) {
    }
}
