package io.nevus.fault;

import io.nevus.http.Multipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** A connection that hardly goes on. */
final class SlowClient implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(40);
    /** The kernel makes more of it, but not much. */
    private static final int TINY_WINDOW = 2_048;
    private static final int STEPS_PER_SECOND = 10;

    private final Socket socket = new Socket();
    private final long start = System.nanoTime();

    SlowClient(int port) throws IOException {
        socket.setReceiveBufferSize(TINY_WINDOW);
        socket.connect(new InetSocketAddress("localhost", port));
        socket.setSoTimeout(Math.toIntExact(LONGEST.toMillis()));
    }

    SlowClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    SlowClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** A byte a second, until the server says something. */
    SlowClient drip() throws IOException, InterruptedException {
        while (socket.getInputStream().available() == 0) {
            step();
        }
        return this;
    }

    /** A byte a second, whatever the server says. */
    SlowClient dripDeaf() throws InterruptedException {
        try {
            while (true) {
                step();
            }
        } catch (IOException e) {
            // cut off
        }
        return this;
    }

    private void step() throws IOException, InterruptedException {
        if (elapsed().compareTo(LONGEST) > 0) {
            throw new AssertionError("went on for " + elapsed());
        }
        send("x");
        Thread.sleep(1_000);
    }

    /** @param most bytes of the form to send */
    SlowClient startUpload(byte[] form, int most) throws IOException {
        send("POST /predict HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: " + Multipart.TYPE
                + "\r\nContent-Length: " + form.length + "\r\n\r\n");
        return send(Arrays.copyOf(form, most));
    }

    SlowClient upload(byte[] form, int bytesPerSecond) throws IOException, InterruptedException {
        startUpload(form, 0);
        int step = bytesPerSecond / STEPS_PER_SECOND;
        for (int from = 0; from < form.length && socket.getInputStream().available() == 0; from += step) {
            send(Arrays.copyOfRange(form, from, Math.min(from + step, form.length)));
            Thread.sleep(1_000 / STEPS_PER_SECOND);
        }
        return this;
    }

    /** Waits until the server closes. */
    End end() {
        var said = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(said);
        } catch (IOException e) {
            // a reset: what came before it counts
        }
        return new End(elapsed(), said.toString(StandardCharsets.UTF_8));
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** @param said what the server said before it closed */
    record End(Duration time, String said) {

        int status() {
            return said.startsWith("HTTP/1.1 ") ? Integer.parseInt(said.substring(9, 12)) : Outcomes.NO_ANSWER;
        }
    }
}
