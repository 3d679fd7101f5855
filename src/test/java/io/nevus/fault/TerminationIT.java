package io.nevus.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.http.Multipart;
import io.nevus.picture.PictureFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** SIGTERM while 20 uploads are under way: each is answered and kept, nobody new is let in, and the server ends. */
@Timeout(120)
@Isolated
class TerminationIT {
    private static final Duration MOST = Duration.ofSeconds(30);
    private static final int SLOW = 10;
    private static final int HELD = 10;
    private static final int HELD_BACK = 100;
    private static final byte[] FORM =
            Multipart.image(PictureFactory.jpegOfBytes(PictureFactory.jpeg(), 300_000)).bytes();
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

    @TempDir
    private Path folder;

    @Test
    void answersWhatWasBegun() throws Exception {
        Path history = folder.resolve("history.db");
        List<SlowClient.End> ends = new ArrayList<>();
        var figures = new Figures(TerminationIT.class);
        try (var server = new ServerProcess(history); var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<SlowClient.End>> slow = new ArrayList<>();
            for (int i = 0; i < SLOW; i++) {
                slow.add(clients.submit(() -> slowUpload(server.port())));
            }
            List<SlowClient> held = new ArrayList<>();
            for (int i = 0; i < HELD; i++) {
                held.add(new SlowClient(server.port()).startUpload(FORM, FORM.length - HELD_BACK));
            }
            Thread.sleep(2_000);
            long start = System.nanoTime();
            server.process().destroy();
            for (SlowClient client : held) {
                client.send(Arrays.copyOfRange(FORM, FORM.length - HELD_BACK, FORM.length));
            }
            Thread.sleep(2_000);
            assertTrue(server.process().isAlive(), "uploads are under way");
            assertThrows(IOException.class, () -> new SlowClient(server.port()).close(), "nobody new is let in");
            for (SlowClient client : held) {
                ends.add(client.end());
                client.close();
            }
            for (Future<SlowClient.End> end : slow) {
                ends.add(end.get());
            }
            assertTrue(server.process().waitFor(MOST.toSeconds(), TimeUnit.SECONDS));
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            figures.add("%d of %d answered 201, exit status %d after %.1f s",
                    ends.stream().filter(end -> end.status() == 201).count(), ends.size(), server.process().exitValue(),
                    took.toMillis() / 1e3);
            figures.print();
            assertEquals(0, server.process().exitValue());
            assertTrue(took.compareTo(MOST) < 0, "took " + took);
        }
        try (var server = new ServerProcess(history); var client = new LeanClient(server.port())) {
            for (SlowClient.End end : ends) {
                assertEquals(201, end.status(), end.said());
                Matcher id = ID.matcher(end.said());
                assertTrue(id.find());
                assertEquals(200, client.send(LeanClient.get("/api/predictions/" + id.group(1))).status());
            }
        }
    }

    /** A client that is slow, though not too slow, cannot hold the server up for longer than it is given to stop. */
    @Test
    void doesNotWaitForEver() throws Exception {
        Path settings = Files.writeString(folder.resolve("nevus.yaml"), "server:\n  shutdown-seconds: 10\n");
        try (var server = new ServerProcess(folder.resolve("history.db"), "--config", settings.toString());
                var client = new SlowClient(server.port());
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<SlowClient.End> end = clients.submit(() -> client.upload(FORM, 6_000).end());
            Thread.sleep(2_000);
            long start = System.nanoTime();
            server.process().destroy();
            assertTrue(server.process().waitFor(MOST.toSeconds(), TimeUnit.SECONDS));
            assertTrue(System.nanoTime() - start < MOST.toNanos());
            assertEquals(0, server.process().exitValue());
            assertEquals(408, end.get().status());
        }
    }

    private static SlowClient.End slowUpload(int port) throws Exception {
        try (var client = new SlowClient(port)) {
            return client.upload(FORM, 50_000).end();
        }
    }
}
