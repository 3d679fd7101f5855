package io.nevus.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A connection on which anything can be sent; what comes back is read until the server closes. */
final class RawHttp implements AutoCloseable {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
    private final Socket socket;

    RawHttp(int port) throws IOException {
        socket = new Socket("localhost", port);
        socket.setSoTimeout(20_000);
    }

    RawHttp send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawHttp send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    RawHttp post(String path, String headers, byte[] body) throws IOException {
        return send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + Multipart.TYPE + "\r\n"
                + headers
                + "\r\n\r\n").send(body);
    }

    RawHttp chunk(byte[] bytes) throws IOException {
        return send(Integer.toHexString(bytes.length) + "\r\n").send(bytes).send("\r\n");
    }

    /** No more will come from here, but answers are awaited. */
    RawHttp end() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    Answer answer() throws IOException {
        var bytes = new ByteArrayOutputStream();
        byte[] block = new byte[8192];
        try {
            for (int n = socket.getInputStream().read(block); n >= 0; n = socket.getInputStream().read(block)) {
                bytes.write(block, 0, n);
            }
        } catch (SocketException e) {
            // a reset: what came before it counts
        }
        return new Answer(bytes.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** All that came. */
    record Answer(String text) {

        long count() {
            return STATUS.matcher(text).results().filter(result -> !result.group(1).equals("100")).count();
        }

        int status() {
            return STATUS.matcher(text).results().map(result -> Integer.parseInt(result.group(1)))
                    .filter(status -> status != 100).findFirst().orElse(0);
        }

        String body() {
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }
    }
}
