package io.nevus.container;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that ask without pause, each time on a new connection, and never try again. */
final class SteadyLoad implements AutoCloseable {

    private static final int TIMEOUT = 15_000;

    private final URI server;
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final Set<String> answers = new ConcurrentSkipListSet<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean stopped;

    /** @param paths one client for each */
    SteadyLoad(URI server, List<String> paths) {
        this.server = server;
        paths.forEach(path -> clients.execute(() -> ask(path)));
    }

    private void ask(String path) {
        while (!stopped) {
            try {
                String answer = get(server, path);
                if (!answer.startsWith("HTTP/1.1 200") && !answer.startsWith("HTTP/1.0 200")) {
                    failures.add(path + ": " + answer);
                }
                answers.add(answer.strip().lines().toList().getLast());
                count.incrementAndGet();
                Thread.sleep(5);
            } catch (IOException | RuntimeException e) {
                failures.add(path + ": " + e);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** The whole answer. Not by java.net.http, which tries again after a refused connection. */
    static String get(URI server, String path) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT);
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), TIMEOUT);
            socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: " + server.getHost()
                    + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The last lines that were seen. */
    Set<String> answers() {
        return answers;
    }

    int count() {
        return count.get();
    }

    /** Lets the last requests end. */
    List<String> stop() throws InterruptedException {
        stopped = true;
        clients.shutdown();
        if (!clients.awaitTermination(TIMEOUT, TimeUnit.MILLISECONDS)) {
            failures.add("a request had no end");
        }
        return failures;
    }

    @Override
    public void close() {
        clients.shutdownNow();
    }
}
