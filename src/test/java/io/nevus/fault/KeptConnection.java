package io.nevus.fault;

import io.nevus.http.Multipart;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that sends bytes as it likes, and keeps its connection for as long as the server does. */
final class KeptConnection implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");
    /** Two ends of line in a row. */
    private static final int END_OF_HEAD = 0x0D0A0D0A;
    private static final int PATIENCE_MILLIS = 30_000;

    private final int port;
    private Socket socket = new Socket();
    private InputStream in = InputStream.nullInputStream();

    KeptConnection(int port) {
        this.port = port;
    }

    static byte[] post(String path, byte[] form) {
        var request = new ByteArrayOutputStream();
        request.writeBytes("POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                .formatted(path, Multipart.TYPE, form.length).getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(form);
        return request.toByteArray();
    }

    Answer upload(String path, byte[] picture) throws IOException {
        return exchange(post(path, Multipart.image(picture).bytes()));
    }

    Answer get(String path) throws IOException {
        return exchange("GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path)
                .getBytes(StandardCharsets.US_ASCII));
    }

    Answer exchange(byte[] request) throws IOException {
        send(request, 0, request.length);
        return answer();
    }

    void send(byte[] bytes, int from, int to) throws IOException {
        if (!socket.isConnected() || socket.isClosed()) {
            socket = new Socket("localhost", port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
        }
        socket.getOutputStream().write(bytes, from, to - from);
    }

    Answer answer() throws IOException {
        var head = new ByteArrayOutputStream();
        for (int last = 0; last != END_OF_HEAD; ) {
            int next = next();
            head.write(next);
            last = last << Byte.SIZE | next;
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        Matcher length = LENGTH.matcher(text);
        byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        var answer = new Answer(text, new String(body, StandardCharsets.UTF_8));
        if (answer.isLast()) {
            socket.close();
        }
        return answer;
    }

    private int next() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("the server closed the connection without an answer");
        }
        return next;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    record Answer(String head, String body) {

        int status() {
            return Integer.parseInt(head.substring(9, 12));
        }

        boolean isLast() {
            return head.toLowerCase(Locale.ROOT).contains("\r\nconnection: close\r\n");
        }
    }
}
