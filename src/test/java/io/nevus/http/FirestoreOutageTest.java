package io.nevus.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.FirestoreEmulator;
import io.nevus.UnreliableNetwork;
import io.nevus.history.FirestoreHistory;
import io.nevus.history.FirestorePlace;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** The server with the real Firestore emulator, between which the network fails in every way. */
@Timeout(180)
@Isolated
class FirestoreOutageTest {
    private static final Duration PROMISE = Duration.ofSeconds(2);
    private static final byte[] FORM = Multipart.image(Multipart.picture()).bytes();
    private static final Pattern ID = Pattern.compile("\"data\":\\{\"id\":\"([0-9a-f-]{36})\"");
    private static final Pattern LISTED = Pattern.compile("\"id\":\"([0-9a-f-]{36})\",\"history\"");
    private static final List<Logger> QUIET = List.of(Logger.getLogger("io.nevus"), Logger.getLogger("io.helidon"));

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Parts.FragileModel model = new Parts.FragileModel();
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private UnreliableNetwork network;
    private HttpServer server;
    private volatile boolean stopped;

    @BeforeEach
    void start() throws Exception {
        network = new UnreliableNetwork(FirestoreEmulator.empty().port());
        QUIET.forEach(logger -> logger.setLevel(Level.OFF));
    }

    private void serve() throws Exception {
        server = HttpServer.start(TestServer.settings(Map.of()), FirestoreHistory.open(new FirestorePlace(
                Optional.of(FirestoreEmulator.PROJECT), "(default)", "predictions", Optional.of(network.address()))),
                () -> model, _ -> { });
        await("started", () -> status("/observe/health/started") == 200);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        network.close();
        client.close();
    }

    @Test
    void startsWithoutFirestoreAndIsReadyOnceItIsThere() throws Exception {
        network.cut();
        serve();
        await("reason", () -> get("/observe/health/ready").body().contains("Firestore cannot be reached"));
        assertEquals(503, status("/observe/health/ready"));
        assertEquals(200, status("/observe/health/live"));
        assertRefused();
        network.mend();
        awaitReady();
        assertEquals(201, upload().statusCode());
    }

    @Test
    void losesNothingAcknowledgedAndKeepsNothingElseWhateverTheNetworkDoes() throws Exception {
        serve();
        awaitReady();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                clients.execute(this::uploadUntilStopped);
            }
            trouble(network::cut, network::mend, "Firestore cannot be reached");
            trouble(network::stall, network::mend, "Firestore does not answer in time");
            trouble(network::deafen, network::mend, "Firestore does not answer in time");
            trouble(() -> network.slowDown(Duration.ofSeconds(3)), network::mend, "Firestore does not answer in time");
            trouble(network::stall, network::mendForNewConnections, "Firestore does not answer in time");
            stopped = true;
        }
        assertEquals(List.of(), List.copyOf(faults));
        await("just the acknowledged", () -> listed().equals(new TreeSet<>(acknowledged)));
    }

    private void trouble(Runnable begin, Runnable end, String reason) throws Exception {
        int before = acknowledged.size();
        await("uploads to go through", () -> acknowledged.size() > before + 5);
        begin.run();
        await(reason, () -> get("/observe/health/ready").body().contains(reason));
        assertEquals(200, status("/observe/health/live"));
        assertRefused();
        end.run();
        awaitReady();
    }

    @Test
    void answersAreMerelySlowerWhenTheNetworkIs() throws Exception {
        serve();
        awaitReady();
        network.slowDown(Duration.ofMillis(150));
        for (int i = 0; i < 5; i++) {
            assertEquals(201, upload().statusCode());
        }
        assertEquals(200, status("/predict/histories"));
        assertEquals(200, status("/observe/health/ready"));
    }

    @Test
    void aFloodOfUploadsDuringAStallIsTurnedAwayInTime() throws Exception {
        model.judgeBy(_ -> Parts.judged(0.8)); // so that only Firestore is slow
        serve();
        awaitReady();
        network.stall();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 300; i++) {
                clients.execute(this::tryUpload);
            }
        }
        assertEquals(List.of(), List.copyOf(faults));
        network.mend();
        awaitReady();
        assertEquals(201, upload().statusCode());
    }

    private void assertRefused() {
        HttpResponse<String> answer = upload();
        assertEquals(503, answer.statusCode(), answer.body());
        assertTrue(answer.headers().firstValue("Retry-After").isPresent());
        assertEquals(503, status("/predict/histories"));
        assertEquals(503, status("/api/predictions"));
    }

    private void uploadUntilStopped() {
        while (!stopped) {
            tryUpload();
        }
    }

    private void tryUpload() {
        long start = System.nanoTime();
        HttpResponse<String> answer = upload();
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        if (time.compareTo(PROMISE) > 0 || !Set.of(201, 503).contains(answer.statusCode())) {
            faults.add(time + ": " + answer.statusCode() + " " + answer.body());
        }
        ID.matcher(answer.body()).results().forEach(match -> acknowledged.add(match.group(1)));
    }

    private Set<String> listed() {
        return LISTED.matcher(get("/predict/histories").body()).results().map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private HttpResponse<String> upload() {
        return send(HttpRequest.newBuilder(uri("/predict")).header("Content-Type", Multipart.TYPE)
                .POST(BodyPublishers.ofByteArray(FORM)));
    }

    private int status(String path) {
        return get(path).statusCode();
    }

    private HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    private URI uri(String path) {
        return URI.create(server.address() + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitReady() throws InterruptedException {
        await("readiness", () -> status("/observe/health/ready") == 200);
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40); !condition.getAsBoolean();
                Thread.sleep(20)) {
            assertTrue(System.nanoTime() < end, what);
        }
    }
}
