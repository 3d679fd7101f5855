package io.nevus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The server as a process on a VM, whose identity is needed for the bucket that MODEL_URL names. */
@Timeout(240)
@Execution(ExecutionMode.CONCURRENT)
class ServeBucketTest {

    @TempDir
    private Path home;
    private FakeCloudStorage storage;
    private MachineIdentity machine;
    private final List<Process> started = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void publish() throws IOException {
        machine = new MachineIdentity();
        storage = new FakeCloudStorage();
        storage.requireToken(MachineIdentity.TOKEN);
        ModelVersions.publish(storage, "mole/", "one");
    }

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
        client.close();
        storage.close();
        machine.close();
    }

    private URI serve() throws IOException {
        var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                "-Duser.home=" + home, "-cp", System.getProperty("java.class.path"), Main.class.getName(),
                "serve", "--port", "0").redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> name.startsWith("GOOGLE_") || name.startsWith("CLOUDSDK_"));
        builder.environment().put("GCE_METADATA_HOST", machine.host());
        ModelVersions.serve(builder, storage, home.resolve("cache"));
        builder.environment().put("NEVUS_HISTORY_STORE", "sqlite");
        Process process = builder.start();
        started.add(process);
        var out = process.inputReader();
        String line = out.readLine();
        while (!line.startsWith("Nevus is listening on ")) {
            line = out.readLine();
        }
        Thread.ofVirtual().start(() -> out.lines().forEach(_ -> { }));
        return URI.create(line.substring(line.indexOf("http")));
    }

    private HttpResponse<String> get(URI server, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.ofString());
    }

    private static void await(Callable<Boolean> condition, String what) throws Exception {
        for (long end = System.nanoTime() + Duration.ofSeconds(100).toNanos(); !condition.call();) {
            assertTrue(System.nanoTime() < end, what);
            Thread.sleep(50);
        }
    }

    private void awaitReady(URI server, String... parts) throws Exception {
        await(() -> {
            HttpResponse<String> ready = get(server, "/observe/health/ready");
            return ready.statusCode() == 200 && Stream.of(parts).allMatch(ready.body()::contains);
        }, "never ready with " + List.of(parts));
    }

    private long unfinished() throws IOException {
        try (Stream<Path> all = Files.walk(home.resolve("cache"))) {
            return all.filter(path -> path.endsWith("unfinished")).count();
        }
    }

    @Test
    void aPrivateModelIsServedAndItsSuccessorToo() throws Exception {
        URI server = serve();
        awaitReady(server, "\"version\":\"one\"");
        assertTrue(machine.wasAsked("/token"));
        ModelVersions.publish(storage, "mole/", "two");
        awaitReady(server, "\"version\":\"two\"");
        assertTrue(get(server, "/api/model").body().contains("\"two\""));
    }

    @Test
    void killedInTheMiddleOfADownloadItBeginsAnew() throws Exception {
        storage.beforeMedia(name -> {
            if (name.endsWith("saved_model.pb")) {
                storage.stall();
            }
        });
        URI server = serve();
        await(() -> storage.requests().stream().anyMatch(request -> request.contains("saved_model.pb")), "no download");
        assertEquals(503, get(server, "/observe/health/ready").statusCode());
        started.getLast().destroyForcibly().waitFor();
        assertEquals(1, unfinished());
        storage.beforeMedia(_ -> { });
        storage.flow();
        awaitReady(serve(), "\"version\":\"one\"");
        assertEquals(0, unfinished());
    }

    @Test
    void withoutTheBucketItStartsFromTheLastGoodCopyOnly() throws Exception {
        storage.fail(403);
        URI server = serve();
        await(() -> get(server, "/observe/health/ready").body().contains("roles/storage.objectViewer"), "no reason");
        assertEquals(503, get(server, "/observe/health/ready").statusCode());
        assertEquals(503, get(server, "/observe/health/started").statusCode());
        storage.fail(200);
        awaitReady(server, "\"version\":\"one\"");
        started.getLast().destroy();
        started.getLast().waitFor();
        storage.close();
        awaitReady(serve(), "\"version\":\"one\"", "last good copy", "cannot be reached");
    }
}
