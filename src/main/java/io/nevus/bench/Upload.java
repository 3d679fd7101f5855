package io.nevus.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends one and the same picture again and again on one kept connection. Own code: ab speaks HTTP/1.0, which the server
 * does not; wrk has no open loop, and neither is in Java; java.net.http takes processor time that the server then lacks
 * (docs/performance.md).
 */
final class Upload implements Load.Task, AutoCloseable {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final Pattern HEAD = Pattern.compile(
            "(?si)HTTP/1\\.1 (\\d{3}) .*?\r\ncontent-length: *(\\d+)\r\n.*?\r\n\r\n");

    private final int port;
    private final byte[] request;
    private final byte[] answer = new byte[64 * 1024];
    private Socket socket = new Socket();

    Upload(int port, String path, byte[] picture) {
        this.port = port;
        this.request = request(path, picture);
    }

    private static byte[] request(String path, byte[] picture) {
        byte[] before = ("--edge\r\nContent-Disposition: form-data; name=\"image\"; filename=\"mole.jpg\"\r\n"
                + "Content-Type: image/jpeg\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] after = "\r\n--edge--\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: multipart/form-data; boundary=edge\r\nContent-Length: "
                + (before.length + picture.length + after.length) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        var request = new ByteArrayOutputStream();
        request.writeBytes(head);
        request.writeBytes(before);
        request.writeBytes(picture);
        request.writeBytes(after);
        return request.toByteArray();
    }

    /** @throws IOException when the picture was not judged */
    @Override
    public void run() throws IOException {
        try {
            if (!socket.isConnected() || socket.isClosed()) {
                socket = new Socket("127.0.0.1", port);
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(TIMEOUT_MILLIS);
            }
            socket.getOutputStream().write(request);
            read(socket.getInputStream());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void read(InputStream in) throws IOException {
        int length = 0;
        for (int expected = 1; length < expected; expected = expected(length)) {
            int count = in.read(answer, length, answer.length - length);
            if (count < 1) {
                throw new IOException("The server closed, or its answer is longer than expected");
            }
            length += count;
        }
    }

    /** How long the answer is: longer than what is there while its head is incomplete. */
    private int expected(int length) throws IOException {
        Matcher head = HEAD.matcher(new String(answer, 0, length, StandardCharsets.ISO_8859_1));
        if (!head.lookingAt()) {
            return length + 1;
        }
        if (!head.group(1).equals("201")) {
            throw new IOException("Answered " + head.group(1));
        }
        return head.end() + Integer.parseInt(head.group(2));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
