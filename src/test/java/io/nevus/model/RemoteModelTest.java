package io.nevus.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.FakeCloudStorage;
import io.nevus.ModelVersions;
import io.nevus.tfjs.Quantised;
import io.nevus.tfjs.TestModels;
import io.nevus.tfjs.TfjsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A model that serves while another is published, whatever is published. */
@Timeout(180)
class RemoteModelTest {

    private static final Duration OFTEN = Duration.ofMillis(50);

    @TempDir
    private Path folder;
    private FakeCloudStorage storage;
    private final List<String> served = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();

    @BeforeEach
    void publish() throws IOException {
        storage = new FakeCloudStorage();
        ModelVersions.publish(storage, "mole/", "one");
    }

    @AfterEach
    void stop() {
        storage.close();
    }

    private Model open(String path, Duration watch) {
        Model model = ModelSource.open(new ModelPlace("gs://" + FakeCloudStorage.BUCKET + "/" + path, Views.ONE,
                Precision.FLOAT32, watch, Optional.of(storage.endpoint())), folder.resolve("copies"));
        model.listen(new ModelListener() {
            @Override
            public void changed(Model changed) {
                served.add(version(changed));
            }

            @Override
            public void failed() {
                failures.incrementAndGet();
            }
        });
        return model;
    }

    private static String version(Model model) {
        return model.card().getString("version");
    }

    private static void await(BooleanSupplier condition, String what) throws InterruptedException {
        for (long end = System.nanoTime() + Duration.ofSeconds(90).toNanos(); !condition.getAsBoolean();) {
            assertTrue(System.nanoTime() < end, what);
            Thread.sleep(10);
        }
    }

    private static void awaitNotice(Model model, String part) throws InterruptedException {
        await(() -> model.notice().filter(notice -> notice.contains(part)).isPresent(), part + " was never said");
    }

    private long downloads() {
        return storage.requests().stream().filter(request -> request.contains("saved_model.pb?alt=media")).count();
    }

    @Test
    void aBadModelIsNamedAndNotGotAgainUntilThereIsAGoodOne() throws Exception {
        try (Model model = open("mole/", OFTEN)) {
            storage.put("mole/card.json", ModelVersions.card("two")
                    .replaceFirst("(\"saved_model.pb\": \")[0-9a-f]{8}", "$100000000").getBytes());
            awaitNotice(model, "SHA-256");
            long before = downloads();
            Thread.sleep(20 * OFTEN.toMillis());
            assertEquals(before, downloads());
            assertEquals(Optional.empty(), model.problem());
            assertEquals("one", version(model));
            assertEquals(1, failures.get());
            ModelVersions.publish(storage, "mole/", "three");
            await(() -> version(model).equals("three") && model.notice().isEmpty(), "three never served");
            assertEquals(List.of("three"), served);
        }
    }

    @Test
    void anOutageIsSaidAndForgotten() throws Exception {
        try (Model model = open("mole/", OFTEN)) {
            storage.fail(403);
            awaitNotice(model, "roles/storage.objectViewer");
            assertEquals("one", version(model));
            storage.fail(200);
            await(() -> model.notice().isEmpty(), "the notice stays");
            storage.delete("mole/card.json");
            awaitNotice(model, "has no card.json");
            model.examine(SavedModel.selfTestPicture());
        }
    }

    @Test
    void theLastGoodCopyGivesWayToWhatIsThereLater() throws Exception {
        open("mole/", Duration.ZERO).close();
        storage.fail(503);
        try (Model model = open("mole/", OFTEN)) {
            assertTrue(model.notice().orElseThrow().contains("last good copy"), model.notice().toString());
            ModelVersions.publish(storage, "mole/", "two");
            storage.fail(200);
            await(() -> version(model).equals("two") && model.notice().isEmpty(), "two never served");
        }
    }

    @Test
    void withoutAWatchNothingIsAsked() throws Exception {
        try (Model model = open("mole/", Duration.ZERO)) {
            storage.forgetRequests();
            ModelVersions.publish(storage, "mole/", "two");
            Thread.sleep(1_000);
            assertEquals(List.of(), storage.requests());
            assertEquals("one", version(model));
        }
    }

    @Test
    void aTensorFlowJsModelIsFollowedToo() throws Exception {
        TfjsWriter.write(folder.resolve("web"), TestModels.likeTheCourses(48), Quantised.NOT, 3000);
        storage.put("web/", folder.resolve("web"));
        try (Model model = open("web/model.json", OFTEN)) {
            String before = version(model);
            TfjsWriter.write(folder.resolve("web"), TestModels.likeTheCourses(48), Quantised.FLOAT16, 3000);
            storage.put("web/", folder.resolve("web"));
            await(() -> !version(model).equals(before), "the new one never served");
            model.examine(SavedModel.selfTestPicture());
        }
    }

    /** A session keeps some 30 MB of native memory. */
    @Test
    void twentyModelsTakeTheMemoryOfOne() throws Exception {
        try (Model model = open("mole/", OFTEN)) {
            List<Long> resident = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String version = "version-" + i;
                ModelVersions.publish(storage, "mole/", version);
                await(() -> version(model).equals(version), version + " never served");
                model.examine(SavedModel.selfTestPicture());
                resident.add(residentMegabytes());
            }
            assertTrue(resident.getLast() < resident.get(7) + 100, resident.toString());
        }
    }

    private static long residentMegabytes() throws IOException {
        System.gc();
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst().orElseThrow() / 1024;
    }
}
