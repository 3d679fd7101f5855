package io.nevus.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.FakeCloudStorage;
import io.nevus.ModelVersions;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The disk is full on which the server keeps something. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@Isolated
class FullDiskIT {

    private static final String READY = "/observe/health/ready";

    @TempDir
    private Path folder;
    @TempDir
    private Path home;
    private final Set<String> acknowledged = new HashSet<>();

    /** The history's. */
    @Test
    void nothingIsHalfWrittenReadsGoOnAndAllIsWellWhenThereIsRoomAgain() throws Exception {
        try (var disk = new Disk(folder, "4m");
                var server = new ServerProcess(disk.inside(ServerProcess.builder(folder.resolve("history.db"))));
                var caller = new Caller(server)) {
            for (int i = 0; i < 20; i++) {
                assertEquals(201, upload(caller).statusCode());
            }
            disk.fill();
            HttpResponse<String> refused = refused(caller);
            assertEquals(503, refused.statusCode());
            assertEquals("5", refused.headers().firstValue("Retry-After").orElse("missing"));
            assertTrue(refused.body().contains("Nothing was kept and nothing is lost. Try again"), refused.body());
            caller.await(READY, 503, "The disk of the history is full. Free some space on it.");
            assertEquals(200, caller.get("/observe/health/live").statusCode());
            assertHistory(caller);
            for (String id : acknowledged) {
                assertEquals(200, caller.get("/api/predictions/" + id).statusCode());
            }

            disk.free();
            long freed = System.nanoTime();
            caller.await(READY, 200, "");
            Figures figures = new Figures(FullDiskIT.class);
            figures.add("ready %d ms after there was room again",
                    Duration.ofNanos(System.nanoTime() - freed).toMillis());
            figures.print();
            assertEquals(201, upload(caller).statusCode());
            assertHistory(caller);
        }
    }

    private HttpResponse<String> upload(Caller caller) throws IOException, InterruptedException {
        HttpResponse<String> answer = caller.upload("/predict");
        if (answer.statusCode() == 201) {
            acknowledged.add(Caller.id(answer));
        }
        return answer;
    }

    /** The first answer that is no success. */
    private HttpResponse<String> refused(Caller caller) throws IOException, InterruptedException {
        HttpResponse<String> answer = upload(caller);
        while (answer.statusCode() == 201) {
            answer = upload(caller);
        }
        return answer;
    }

    private void assertHistory(Caller caller) throws IOException, InterruptedException {
        List<String> listed = caller.history();
        assertEquals(acknowledged, new HashSet<>(listed));
        assertEquals(acknowledged.size(), listed.size());
    }

    /** That of copies of a model in a bucket. */
    @Test
    void theOldModelStaysUntilThereIsRoomForTheNew() throws Exception {
        try (var storage = new FakeCloudStorage(); var disk = new Disk(folder, "30m")) {
            ModelVersions.publish(storage, "mole/", "one");
            ProcessBuilder builder = ServerProcess.builder(home.resolve("history.db"));
            ModelVersions.serve(builder, storage, folder);
            try (var server = new ServerProcess(disk.inside(builder)); var caller = new Caller(server)) {
                disk.fill();
                storage.put("mole/card.json", ModelVersions.card("two").getBytes());
                caller.await(READY, 200, "it cannot be kept on disk (No space left on device): make room, or set");
                caller.await(READY, 200, "\"version\":\"one\"");
                assertEquals(201, caller.upload("/predict").statusCode());
                disk.free();
                caller.await(READY, 200, "\"version\":\"two\"");
                while (caller.get(READY).body().contains("notice")) {
                    Thread.sleep(20);
                }
                assertEquals(201, caller.upload("/predict").statusCode());
            }
        }
    }

    /** That of temporary files: the server has none, not even while it is killed or deletes. */
    @Test
    void theTemporaryDirectoryMayBeFull() throws Exception {
        try (var disk = new Disk(folder, "64k")) {
            disk.fill();
            ProcessBuilder builder = ServerProcess.builder(home.resolve("history.db"));
            builder.command().add(1, "-Djava.io.tmpdir=" + folder);
            builder.environment().put("SQLITE_TMPDIR", folder.toString());
            builder.environment().put("TMPDIR", folder.toString());
            try (var server = new ServerProcess(disk.inside(builder)); var caller = new Caller(server)) {
                String id = Caller.id(caller.upload("/predict"));
                assertEquals(204, caller.delete("/api/predictions/" + id).statusCode());
                caller.await(READY, 200, "");
                assertEquals(0, Files.size(home.resolve("history.db-wal")), "what was deleted is gone from the log");
                try (Stream<Path> files = Files.list(disk.outside(""))) {
                    assertEquals(List.of(disk.outside("ballast")), files.toList());
                }
                server.kill();
            }
        }
    }
}
