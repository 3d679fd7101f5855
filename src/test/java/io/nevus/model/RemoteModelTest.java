package io.nevus.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.FakeCloudStorage;
import io.nevus.ModelVersions;
import io.nevus.tfjs.Quantised;
import io.nevus.tfjs.TestModels;
import io.nevus.tfjs.TfjsWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A model that serves while another is published, whatever is published. */
class RemoteModelTest extends BucketFixture {

    private static final String WEB = "gs://" + FakeCloudStorage.BUCKET + "/web/model.json";
    private static final Duration OFTEN = Duration.ofMillis(50);

    private final List<String> served = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();

    @Override
    Model open(String location, Duration watch) {
        Model model = super.open(location, watch);
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
        try (Model model = open(LOCATION, OFTEN)) {
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
        try (Model model = open(LOCATION, OFTEN)) {
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
        open(LOCATION, Duration.ZERO).close();
        storage.fail(503);
        try (Model model = open(LOCATION, OFTEN)) {
            assertTrue(model.notice().orElseThrow().contains("last good copy"), model.notice().toString());
            ModelVersions.publish(storage, "mole/", "two");
            storage.fail(200);
            await(() -> version(model).equals("two") && model.notice().isEmpty(), "two never served");
        }
    }

    @Test
    void withoutAWatchNothingIsAsked() throws Exception {
        try (Model model = open(LOCATION, Duration.ZERO)) {
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
        try (Model model = open(WEB, OFTEN)) {
            String before = version(model);
            TfjsWriter.write(folder.resolve("web"), TestModels.likeTheCourses(48), Quantised.FLOAT16, 3000);
            storage.put("web/", folder.resolve("web"));
            await(() -> !version(model).equals(before), "the new one never served");
            model.examine(SavedModel.selfTestPicture());
        }
    }
}
