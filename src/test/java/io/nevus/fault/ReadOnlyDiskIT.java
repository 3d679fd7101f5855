package io.nevus.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The history cannot be written any more, or its folder is gone. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Isolated
class ReadOnlyDiskIT {

    private static final String READY = "/observe/health/ready";

    @TempDir
    private Path folder;
    @TempDir
    private Path copy;

    @Test
    void uploadsAreRefusedWithWhatToDoUntilItCanBeWrittenAgain() throws Exception {
        try (var disk = new Disk(folder, "8m");
                var server = new ServerProcess(disk.inside(ServerProcess.builder(folder.resolve("history.db"))));
                var caller = new Caller(server)) {
            String before = Caller.id(caller.upload("/predict"));
            disk.becomeReadOnly(copy);
            for (String path : List.of("/predict", "/api/predictions")) {
                HttpResponse<String> refused = caller.upload(path);
                assertEquals(503, refused.statusCode(), refused.body());
                assertEquals("5", refused.headers().firstValue("Retry-After").orElse("missing"));
                assertTrue(refused.body().contains("Nothing was kept and nothing is lost. Try again"), refused.body());
            }
            caller.await(READY, 503, "The history file cannot be written. Check the permissions");
            assertEquals(200, caller.get("/observe/health/live").statusCode());

            disk.becomeWritable();
            long mended = System.nanoTime();
            caller.await(READY, 200, "");
            Figures figures = new Figures(ReadOnlyDiskIT.class);
            figures.add("ready %d ms after it could be written again",
                    Duration.ofNanos(System.nanoTime() - mended).toMillis());
            figures.print();
            String after = Caller.id(caller.upload("/predict"));
            assertEquals(List.of(after, before), caller.history());
        }
    }

    @Test
    void aRemovedFolderIsMadeAnew() throws Exception {
        Path place = folder.resolve("data");
        try (var server = new ServerProcess(place.resolve("history.db")); var caller = new Caller(server)) {
            assertEquals(201, caller.upload("/predict").statusCode());
            Files.move(place, folder.resolve("elsewhere"));
            HttpResponse<String> answer = caller.upload("/predict");
            assertTrue(List.of(201, 503).contains(answer.statusCode()), answer.body());
            caller.await(READY, 200, "");
            String after = Caller.id(caller.upload("/predict"));
            assertEquals(200, caller.get("/api/predictions/" + after).statusCode());
            assertTrue(caller.history().contains(after));
        }
    }
}
