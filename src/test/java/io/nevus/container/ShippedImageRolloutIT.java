package io.nevus.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.http.Multipart;
import io.nevus.picture.PictureFactory;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The image that ships, rolled out by the launcher while pictures are uploaded: none is lost, nor its record. */
@Timeout(900)
class ShippedImageRolloutIT {

    private static final int CLIENTS = 2;
    private static final int PATIENCE_SECONDS = 180;

    @TempDir
    private Path folder;
    private final Queue<String> records = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    @Test
    void losesNeitherRequestNorRecord() throws Exception {
        Podman plain = Podman.open();
        Vm.createNetwork();
        try (Registry registry = new Registry(folder); FakeMetadata metadata = new FakeMetadata()) {
            String address = Vm.HOST + ":" + registry.port();
            String image = address + "/project/nevus:shipped";
            ShippedImage.push(image);
            metadata.set("nevus-launcher", Files.readString(Path.of("cos-startup/nevus-launcher")));
            metadata.set("nevus-image", image);
            metadata.set("nevus-memory", "1g");
            Podman podman = plain.trusting(address);
            try (Vm vm = new Vm(podman, metadata, folder,
                    Map.of("READY_SECONDS", "" + PATIENCE_SECONDS, "DRAIN_SECONDS", "10"))) {
                vm.boot();
                awaitReady(metadata, 1);
                rollUnderLoad(metadata, vm);
            } finally {
                podman.run("rmi", "--force", image);
            }
        } finally {
            Vm.deleteNetwork();
        }
    }

    /** A change of the environment starts the same image anew. */
    private void rollUnderLoad(FakeMetadata metadata, Vm vm) throws Exception {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.execute(() -> uploadOnNewConnections(vm));
                clients.execute(() -> uploadOnOneConnection(vm));
            }
            try {
                metadata.set("nevus-env", "NEVUS_LOG_FORMAT=text");
                awaitReady(metadata, 2);
            } finally {
                stopped = true;
            }
        }
        assertEquals(List.of(), List.copyOf(failures));
        assertTrue(records.size() > CLIENTS, records.size() + " uploads are no load");
        try (HttpClient client = client()) {
            for (String record : records) {
                HttpRequest request = HttpRequest.newBuilder(vm.address().resolve(record)).build();
                assertEquals(200, client.send(request, BodyHandlers.discarding()).statusCode(), record);
            }
        }
    }

    private void uploadOnNewConnections(Vm vm) {
        while (!stopped) {
            try (HttpClient client = client()) {
                upload(client, vm);
            }
        }
    }

    /** As long as the server lets it; this client sends no POST twice. */
    private void uploadOnOneConnection(Vm vm) {
        try (HttpClient client = client()) {
            while (!stopped) {
                upload(client, vm);
            }
        }
    }

    private void upload(HttpClient client, Vm vm) {
        byte[] form = Multipart.image(PictureFactory.jpeg()).bytes();
        HttpRequest request = HttpRequest.newBuilder(vm.address().resolve("/api/predictions"))
                .timeout(Duration.ofSeconds(PATIENCE_SECONDS)).header("Content-Type", Multipart.TYPE)
                .POST(BodyPublishers.ofByteArray(form)).build();
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() == 201) {
                records.add(answer.headers().firstValue("Location").orElseThrow());
            } else {
                failures.add(answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            failures.add(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private static void awaitReady(FakeMetadata metadata, int times) throws Exception {
        long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
        while (metadata.reports().stream().filter(line -> line.startsWith("rollout ready")).count() < times) {
            assertTrue(System.nanoTime() < end, () -> metadata.reports().toString());
            Thread.sleep(100);
        }
    }
}
