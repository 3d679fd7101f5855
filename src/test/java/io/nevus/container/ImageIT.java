package io.nevus.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.http.Multipart;
import io.nevus.picture.PictureFactory;
import java.awt.Color;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The image that ships, in a real container: read-only, as an unknown user, with 1 GB of memory. */
@Timeout(900)
class ImageIT {

    private static final String NAME = "nevus-image-test";
    private static final long MAX_SIZE = 250_000_000;
    private static final int READY_SECONDS = 120;

    private static Podman podman;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private URI server;

    @BeforeAll
    static void load() throws Exception {
        podman = Podman.open();
        podman.run("load", "--quiet", "--input", ShippedImage.tar().toString());
    }

    @BeforeEach
    void choosePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            server = URI.create("http://localhost:" + socket.getLocalPort());
        }
    }

    @AfterEach
    void remove() {
        podman.remove(NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"65532:65532", "12345:54321"})
    void servesFromAReadOnlyRootAsAnyUser(String user) throws Exception {
        start("--tmpfs", "/tmp", "--user", user);
        HttpResponse<String> judged = upload(PictureFactory.jpeg());
        assertEquals(201, judged.statusCode(), judged.body());
        assertTrue(get("/predict/histories").body().contains("createdAt"));
        podman.run("stop", "--time", "60", NAME);
        assertEquals("0", state("ExitCode"), "a server that was told to stop has not failed");
    }

    /** The first start warms the disk up, the next two are told. */
    @Test
    void isReadyAgainAndAgain() throws Exception {
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            start("--tmpfs", "/tmp");
            Instant ready = Instant.now();
            Instant started = Instant.parse(state("StartedAt.Format \"2006-01-02T15:04:05.000Z07:00\""));
            millis.add(Duration.between(started, ready).toMillis());
            podman.remove(NAME);
        }
        System.out.printf("ImageIT: start of the process to ready, warm disk, ms: %s%n", millis.subList(1, 3));
    }

    @Test
    void theHistoryOutlivesTheContainer() throws Exception {
        start("--volume", NAME + ":/data");
        String id = upload(PictureFactory.jpeg()).headers().firstValue("Location").orElseThrow();
        podman.run("rm", "--force", "--time", "60", NAME);
        start("--volume", NAME + ":/data");
        assertEquals(200, get(id).statusCode());
        podman.remove(NAME);
        podman.run("volume", "rm", NAME);
    }

    @Test
    void theBiggestPicturesFitIntoItsMemory() throws Exception {
        start();
        byte[] large = PictureFactory.jpeg(PictureFactory.uniform(8_000, 6_000, Color.PINK));
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<HttpResponse<String>>> uploads = new ArrayList<>();
            for (int i = 0; i < 48; i++) {
                uploads.add(() -> upload(large));
            }
            for (Future<HttpResponse<String>> answer : clients.invokeAll(uploads)) {
                assertTrue(List.of(201, 422, 503).contains(answer.get().statusCode()), answer.get().body());
            }
        }
        assertEquals(201, upload(PictureFactory.jpeg()).statusCode());
        assertEquals("true", state("Running"));
    }

    @Test
    void theSameSourcesGiveTheSameDigest() throws IOException {
        String before = ShippedImage.digest();
        ShippedImage.build();
        assertEquals(before, ShippedImage.digest());
    }

    @Test
    void isSmallAndRunsAsNobody() throws IOException {
        assertTrue(Files.size(ShippedImage.tar()) < MAX_SIZE);
        String user = podman.run("image", "inspect", "--format", "{{.Config.User}}", "nevus");
        assertEquals("65532:65532", user);
        assertFalse(podman.run("run", "--rm", "--pull=never", "nevus", "--version").isBlank());
    }

    private void start(String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(Podman.memory("1g"));
        all.addAll(List.of("--env", "PORT=" + server.getPort()));
        podman.start(NAME, "nevus", all);
        for (int i = 0; i < READY_SECONDS * 100; i++) {
            if (ready()) {
                return;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("not ready: " + podman.run("logs", NAME));
    }

    private boolean ready() throws Exception {
        try {
            return get("/observe/health/ready").statusCode() == 200;
        } catch (ConnectException e) {
            return false;
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> upload(byte[] picture) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/predictions"))
                .header("Content-Type", Multipart.TYPE)
                .POST(BodyPublishers.ofByteArray(Multipart.image(picture).bytes())).build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static String state(String field) {
        return podman.run("inspect", "--format", "{{.State." + field + "}}", NAME);
    }
}
