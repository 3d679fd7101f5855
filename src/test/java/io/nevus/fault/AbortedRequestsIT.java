package io.nevus.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nevus.http.Multipart;
import io.nevus.picture.PictureFactory;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Clients that go away at any byte, in any manner, take nothing with them. */
@Isolated
class AbortedRequestsIT {
    private static final int REQUESTS = Scale.of(1_500, 10_000);
    /** Before the first measurement, so that caches and allocators are as large as they get. */
    private static final int WARM_UP = REQUESTS / 3;
    private static final int CLIENTS = 8;
    /** Far fewer than there are requests: one that is not given back would be missed. */
    private static final String CONNECTIONS = "server:\n  connections: 100\n";
    private static final byte[] PICTURE = PictureFactory.jpeg();
    private static final byte[][] WHOLE = {
        KeptConnection.post("/predict", form(PICTURE)),
        KeptConnection.post("/api/predictions", form(PictureFactory.jpegOfBytes(PICTURE, 900_000))),
        "GET /predict/histories HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
        "GET /openapi HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII)};

    @Test
    void leaveNothingBehind(@TempDir Path folder) throws Exception {
        Path config = Files.writeString(folder.resolve("nevus.yaml"), CONNECTIONS);
        var figures = new Figures(getClass());
        try (var server = ServerProcess.small(folder.resolve("history.db"), "--config", config.toString());
             var clients = Executors.newFixedThreadPool(CLIENTS)) {
            uploadAsMuchAsFits(server, clients);
            abort(server, clients, 0, WARM_UP);
            Usage before = Usage.of(server);
            figures.add("after %,d aborted requests: %s", WARM_UP, before);
            abort(server, clients, WARM_UP, REQUESTS);
            Usage after = Usage.backTo(before, server);
            figures.add("after %,d: %s", REQUESTS, after);
            after.assertNoMoreThan(before);
            uploadAsMuchAsFits(server, clients);
            try (var client = new KeptConnection(server.port())) {
                assertEquals(201, client.upload("/predict", PICTURE).status());
            }
        } finally {
            figures.print();
        }
    }

    private static byte[] form(byte[] picture) {
        return Multipart.image(picture).bytes();
    }

    private static void abort(ServerProcess server, ExecutorService clients, int from, int to) throws Exception {
        all(clients, IntStream.range(from, to).<Callable<Void>>mapToObj(seed -> () -> {
            abort(server.port(), new Random(seed));
            return null;
        }).toList());
    }

    private static void abort(int port, Random random) throws IOException {
        byte[] request = WHOLE[random.nextInt(WHOLE.length)];
        int sent = random.nextBoolean() ? request.length : random.nextInt(request.length + 1);
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request, 0, sent);
            switch (random.nextInt(4)) {
                case 0 -> socket.setSoLinger(true, 0);
                case 1 -> socket.shutdownOutput();
                case 2 -> {
                    socket.shutdownOutput();
                    socket.getInputStream().readAllBytes();
                }
                default -> {
                    if (sent == request.length) {
                        socket.getInputStream().readNBytes(1 + random.nextInt(300));
                    }
                    socket.setSoLinger(random.nextBoolean(), 0);
                }
            }
        } catch (SocketException e) {
            // the server may be the first to close
        }
    }

    /** A quarter of the heap of 256 MB is for uploads: all of these are under way at once, or one is refused. */
    private static void uploadAsMuchAsFits(ServerProcess server, ExecutorService clients) throws Exception {
        int[] sizes = {9_900_000, 9_900_000, 9_900_000, 9_900_000, 9_900_000, 9_900_000, 6_400_000};
        List<KeptConnection> open = new ArrayList<>();
        List<byte[]> requests = Arrays.stream(sizes).mapToObj(size -> KeptConnection.post("/api/predictions",
                form(PictureFactory.jpegOfBytes(PICTURE, size)))).toList();
        for (byte[] request : requests) {
            var client = new KeptConnection(server.port());
            client.send(request, 0, request.length - 1);
            open.add(client);
        }
        all(clients, IntStream.range(0, sizes.length).<Callable<Void>>mapToObj(i -> () -> {
            byte[] request = requests.get(i);
            try (var client = open.get(i)) {
                client.send(request, request.length - 1, request.length);
                assertEquals(201, client.answer().status());
            }
            return null;
        }).toList());
    }

    private static void all(ExecutorService clients, List<Callable<Void>> tasks) throws Exception {
        for (Future<Void> task : clients.invokeAll(tasks)) {
            task.get();
        }
    }
}
