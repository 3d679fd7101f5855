package io.nevus.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.FirestoreEmulator;
import io.nevus.Nginx;
import io.nevus.SystemTests;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three servers of the image that ships, with one history in Firestore, behind a proxy and under load. */
@Timeout(900)
class FleetIT {

    private static final int SIZE = 3;
    private static final int PATIENCE_SECONDS = 180;
    private static final int PAIRS = 2;
    private static final List<String> READERS = List.of("/api/predictions", "/");

    /** As gcloud/README.md advises. What is sent again was cut, or answered 503, where nothing was kept. */
    private static final String PROXY = """
            upstream nevus {
                %s
                keepalive 16;
            }
            server {
                listen 127.0.0.1:%d;
                location / {
                    proxy_pass http://nevus;
                    proxy_http_version 1.1;
                    proxy_set_header Connection "";
                    proxy_connect_timeout 2s;
                    proxy_next_upstream error timeout http_503 non_idempotent;
                }
            }
            """;

    @TempDir
    private Path folder;
    private Podman podman;
    private FirestoreEmulator firestore;
    private List<Integer> ports;
    private URI address;
    private Nginx proxy;

    @BeforeEach
    void start() throws Exception {
        SystemTests.require("nginx", "nginx-light");
        podman = Podman.open();
        firestore = FirestoreEmulator.empty();
        podman.run("load", "--quiet", "--input", ShippedImage.tar().toString());
        ports = freePorts(SIZE + 1);
        for (int i = 0; i < SIZE; i++) {
            start(i);
        }
        for (int i = 0; i < SIZE; i++) {
            awaitReady(i);
        }
        address = URI.create("http://127.0.0.1:" + ports.get(SIZE));
        String servers = ports.stream().limit(SIZE).map("server 127.0.0.1:%d fail_timeout=2s;"::formatted)
                .collect(Collectors.joining(" "));
        proxy = new Nginx(folder, PROXY.formatted(servers, ports.get(SIZE)));
    }

    @AfterEach
    void stop() {
        if (proxy != null) {
            proxy.close();
        }
        if (podman != null) {
            IntStream.range(0, SIZE).mapToObj(FleetIT::name).forEach(podman::remove);
        }
    }

    /** An upload that was cut is sent to another server, and may then be kept twice, but never not at all. */
    @Test
    void losesNeitherRequestNorRecordWhenServersDieOrAreReplaced() throws Exception {
        try (var readers = new SteadyLoad(address, READERS);
                var uploads = new SteadyUploads(address, PAIRS)) {
            for (int i = 0; i < SIZE; i++) {
                awaitMore(uploads);
                podman.run("kill", "--signal", "KILL", name(i));
                awaitMore(uploads);
                start(i);
                awaitReady(i);
            }
            for (int i = 0; i < SIZE; i++) {
                awaitMore(uploads);
                podman.run("stop", "--time", "60", name(i));
                awaitMore(uploads);
                start(i);
                awaitReady(i);
            }
            awaitMore(uploads);
            assertEquals(List.of(), uploads.stop());
            assertEquals(List.of(), readers.stop());
            assertEquals(List.of(), uploads.lost());
            int twice = recorded() - uploads.records().size();
            assertTrue(twice >= 0 && twice <= SIZE * PAIRS * 2, twice + " predictions were kept twice");
        }
    }

    /** As many as show that all servers that live are in use. */
    private static void awaitMore(SteadyUploads uploads) throws InterruptedException {
        int enough = uploads.records().size() + 20;
        await(() -> uploads.records().size() >= enough, "the uploads stand still");
    }

    private void start(int server) throws IOException {
        List<String> options = new ArrayList<>(Podman.memory("1g"));
        options.addAll(List.of("--tmpfs", "/tmp", "--env", "PORT=" + ports.get(server),
                "--env", "NEVUS_HISTORY_STORE=firestore", "--env", "GOOGLE_CLOUD_PROJECT=" + FirestoreEmulator.PROJECT,
                "--env", "FIRESTORE_EMULATOR_HOST=127.0.0.1:" + firestore.port()));
        podman.start(name(server), "nevus", options);
    }

    private void awaitReady(int server) throws InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + ports.get(server));
        await(() -> {
            try {
                return SteadyLoad.get(address, "/observe/health/ready").startsWith("HTTP/1.1 200");
            } catch (IOException e) {
                return false;
            }
        }, name(server) + " is not ready");
    }

    private static void await(BooleanSupplier condition, String otherwise)
            throws InterruptedException {
        for (long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L; !condition.getAsBoolean();) {
            assertTrue(System.nanoTime() < end, otherwise);
            Thread.sleep(100);
        }
    }

    private int recorded() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String histories = client.send(HttpRequest.newBuilder(address.resolve("/predict/histories")).build(),
                    BodyHandlers.ofString()).body();
            return histories.split("\"history\"").length - 1;
        }
    }

    private static String name(int server) {
        return "nevus-fleet-" + server;
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<Integer> ports = new ArrayList<>();
        List<ServerSocket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sockets.add(new ServerSocket(0));
            ports.add(sockets.getLast().getLocalPort());
        }
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }
}
