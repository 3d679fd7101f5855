package io.nevus.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.http.Multipart;
import io.nevus.picture.PictureFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** 500 clients that hardly send or read: each is cut off, and nobody else notices, be it one over a bad connection. */
@Timeout(240)
@Isolated
class SlowClientsIT {
    private static final Duration MOST = Duration.ofSeconds(15);
    private static final String HEADERS = "GET /api/model HTTP/1.1\r\nHost: x\r\nX-Slow: ";
    private static final String UPLOAD = "POST /predict HTTP/1.1\r\nHost: x\r\nContent-Type: " + Multipart.TYPE
            + "\r\nContent-Length: 50000\r\n\r\n"
            + "--edge\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a\"\r\n\r\n";
    /** Refused at once, after which a client has some time to finish, but not for ever. */
    private static final String TOO_LARGE = UPLOAD.replace("50000", "15000000");
    /** They are to be borne, not their coming all at once, which is a flood. */
    private static final Duration SPREAD = Duration.ofSeconds(4);
    /** Where the usual is a few milliseconds, a single pause of the machine makes more than twice of it. */
    private static final double UNNOTICED_MILLIS = 100;
    private static final byte[] MEGABYTE =
            Multipart.image(PictureFactory.jpegOfBytes(PictureFactory.jpeg(), 990_000)).bytes();
    private static final int KINDS = 6;
    private static final int EACH = (500 + KINDS - 1) / KINDS;

    @TempDir
    private Path folder;

    @Test
    void areCutOffAndHinderNobody() throws Exception {
        var figures = new Figures(SlowClientsIT.class);
        byte[] picture = PictureFactory.jpegOfBytes(PictureFactory.jpeg(), 50_000);
        try (var server = new ServerProcess(folder.resolve("history.db"));
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var good = new Load(server.port(), LeanClient.upload("/predict", picture), 2);
            good.closed(Duration.ofSeconds(4));
            Future<SlowClient.End> honest = clients.submit(() -> overABadConnection(server.port()));
            Outcomes usual = good.closed(Duration.ofSeconds(Scale.of(6, 60)));
            List<Slow> slow = List.of(
                    slow(clients, server, "nothing at all", client -> client),
                    slow(clients, server, "partial headers", client -> client.send(HEADERS)),
                    slow(clients, server, "a byte a second in headers", client -> client.send(HEADERS).drip()),
                    slow(clients, server, "a byte a second in the body", client -> client.send(UPLOAD).drip()),
                    slow(clients, server, "a byte a second after a 413", client -> client.send(TOO_LARGE).dripDeaf()),
                    slow(clients, server, "answers never read",
                            client -> client.send("GET /openapi HTTP/1.1\r\nHost: x\r\n\r\n".repeat(300)).dripDeaf()));
            Outcomes meanwhile = good.closed(Duration.ofSeconds(10));
            figures.add("good traffic: p99 %.1f ms, usually %.1f ms (x %.2f), %d of %d not 201", meanwhile.p99(),
                    usual.p99(), meanwhile.p99() / usual.p99(), meanwhile.without(201).count(), meanwhile.count());
            for (Slow kind : slow) {
                kind.figure(figures);
            }
            figures.print();
            assertEquals(0, meanwhile.without(201).count());
            assertTrue(meanwhile.p99() < Math.max(UNNOTICED_MILLIS, 2 * usual.p99()),
                    meanwhile.p99() + " ms, usually " + usual.p99());
            assertEquals(201, honest.get().status(), "a megabyte in twenty seconds is waited for");
            for (Slow kind : slow) {
                assertTrue(kind.longest().compareTo(MOST) < 0, kind.name + " for " + kind.longest());
            }
            assertEquals(3 * EACH, slow.stream().mapToInt(Slow::told).sum(), "are told before they are cut off");
        }
    }

    private static SlowClient.End overABadConnection(int port) throws Exception {
        try (var client = new SlowClient(port)) {
            return client.upload(MEGABYTE, 50_000).end();
        }
    }

    private static Slow slow(ExecutorService clients, ServerProcess server, String name, Habit habit) {
        List<Future<SlowClient.End>> ends = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            Duration later = SPREAD.multipliedBy(i).dividedBy(EACH);
            ends.add(clients.submit(() -> {
                Thread.sleep(later);
                try (var client = new SlowClient(server.port())) {
                    return habit.of(client).end();
                }
            }));
        }
        return new Slow(name, ends);
    }

    private interface Habit {
        SlowClient of(SlowClient client) throws Exception;
    }

    /** Clients of one habit, and how each ended. */
    private record Slow(String name, List<Future<SlowClient.End>> clients) {

        List<SlowClient.End> ends() throws Exception {
            List<SlowClient.End> ends = new ArrayList<>();
            for (Future<SlowClient.End> client : clients) {
                ends.add(client.get());
            }
            return ends;
        }

        void figure(Figures figures) throws Exception {
            ends();
            figures.add("%s: cut after %.1f s at most, %d of %d answered 408", name, longest().toMillis() / 1e3, told(),
                    clients.size());
        }

        Duration longest() {
            return clients.stream().map(client -> client.resultNow().time()).max(Duration::compareTo).orElseThrow();
        }

        int told() {
            return (int) clients.stream().filter(client -> client.resultNow().status() == 408).count();
        }
    }
}
