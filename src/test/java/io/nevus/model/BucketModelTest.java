package io.nevus.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.FakeCloudStorage;
import io.nevus.ModelVersions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A start with a model in a bucket, whatever the bucket does. */
@Execution(ExecutionMode.CONCURRENT)
class BucketModelTest extends BucketFixture {

    private Model open(String location) {
        return open(location, Duration.ZERO);
    }

    private Model open() {
        return open(LOCATION);
    }

    private String fault(String location) {
        return assertThrows(ModelUnavailable.class, () -> open(location)).getMessage();
    }

    private String fault() {
        return fault(LOCATION);
    }

    private void assertServes(String version) {
        try (Model model = open()) {
            assertEquals(version, version(model));
            assertEquals(Optional.empty(), model.notice());
            model.examine(SavedModel.selfTestPicture());
        }
    }

    /** Names of the directories with copies. */
    private List<String> kept() throws IOException {
        try (Stream<Path> all = Files.walk(copies(), 2)) {
            return all.filter(Files::isDirectory).filter(path -> copies().relativize(path).getNameCount() == 2)
                    .map(path -> path.getFileName().toString()).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gs://our-models/mole/", "gs://our-models/mole", "gs://our-models/mole/card.json",
        "https://storage.googleapis.com/our-models/mole", "https://our-models.storage.googleapis.com/m%6Fle/"})
    void everyAddressOfTheFolderWillDo(String location) {
        try (Model model = open(location)) {
            assertEquals("one", version(model));
            assertTrue(model.problem().isEmpty());
        }
        assertTrue(storage.requests().stream().anyMatch(request -> request.contains("prefix=mole/")));
    }

    @Test
    void aCopyIsNotDownloadedAgain() throws IOException {
        assertServes("one");
        storage.forgetRequests();
        assertServes("one");
        assertEquals(1, storage.requests().stream().filter(request -> request.contains("alt=media")).count(),
                "card.json: " + storage.requests());
        assertEquals(1, kept().size());
    }

    @Test
    void aModelInTheRootOfTheBucketIsFound() {
        ModelVersions.publish(storage, "", "root");
        try (Model model = open("gs://" + FakeCloudStorage.BUCKET)) {
            assertEquals("root", version(model));
        }
    }

    @Test
    void whatIsCutOffIsGoneOnWith() {
        var once = new AtomicBoolean();
        storage.beforeMedia(name -> storage.cutAt(
                name.equals("mole/saved_model.pb") && once.compareAndSet(false, true) ? 0.5 : 1));
        assertServes("one");
    }

    @Test
    void anAnswerThatIsAlwaysCutOffIsNamed() throws IOException {
        storage.beforeMedia(name -> storage.cutAt(name.equals("mole/saved_model.pb") ? 0.5 : 1));
        String message = fault();
        assertTrue(message.contains("saved_model.pb") && message.contains("cannot be reached"), message);
        assertEquals(List.of(), kept());
    }

    @Test
    void aStalledAnswerIsGivenUp() {
        storage.stall();
        long start = System.nanoTime();
        String message = fault();
        assertTrue(message.contains("cannot be reached"), message);
        assertTrue(System.nanoTime() - start < Duration.ofSeconds(90).toNanos(), "a VM's rollout waits 180 s");
        storage.flow();
        assertServes("one");
    }

    @Test
    void aTruncatedObjectIsNoModel() throws IOException {
        byte[] whole = storage.bytes("mole/saved_model.pb");
        storage.put("mole/saved_model.pb", Arrays.copyOf(whole, whole.length / 2));
        assertTrue(fault().contains("saved_model.pb") && fault().contains("SHA-256"), fault());
        assertEquals(List.of(), kept());
        storage.put("mole/saved_model.pb", whole);
        assertServes("one");
    }

    @Test
    void aMissingFileAndAMissingModelAreNamed() {
        storage.delete("mole/report/roc.png");
        assertTrue(fault().contains("has no report/roc.png"), fault());
        assertTrue(fault("gs://" + FakeCloudStorage.BUCKET + "/nothing").contains("has no card.json"));
        assertTrue(fault("gs://another-bucket/mole").contains("does not exist"));
    }

    @Test
    void aWrongCardIsNamed() {
        storage.put("mole/card.json", "{\"files\":{}}".getBytes());
        assertTrue(fault().contains("card.json is wrong"), fault());
        storage.put("mole/card.json", ModelVersions.card("one").replace("\"README.md\"", "\"../../README.md\"").getBytes());
        assertTrue(fault().contains("card.json is wrong"), fault());
    }

    @ParameterizedTest
    @ValueSource(strings = {"403 denied roles/storage.objectViewer", "401 needs credentials", "503 fails (503)"})
    void aRefusalSaysWhatToDo(String expected) {
        storage.fail(Integer.parseInt(expected.substring(0, 3)));
        String message = fault();
        Stream.of(expected.substring(4).split(" ")).forEach(word -> assertTrue(message.contains(word), message));
    }

    @Test
    void publicObjectsOfABucketThatCannotBeListedWillDo() {
        storage.denyLists();
        assertServes("one");
    }

    @Test
    void aWrongNameOfABucketIsFinal() {
        String message = assertThrows(ModelException.class, () -> open("gs://My_Bucket!/mole")).getMessage();
        assertTrue(message.contains("My_Bucket!"), message);
    }

    @Test
    void aModelThatChangesWhileItIsReadIsReadAgain() {
        var once = new AtomicBoolean();
        storage.beforeMedia(name -> {
            if (name.equals("mole/report/roc.png") && once.compareAndSet(false, true)) {
                ModelVersions.publish(storage, "mole/", "two");
            }
        });
        assertServes("two");
    }

    @Test
    void tooManyObjectsAreNoModel() {
        for (int i = 0; i <= 1_000; i++) {
            storage.put("mole/picture-" + i, new byte[0]);
        }
        assertTrue(fault().contains("more than 1,000 objects"), fault());
    }

    @Test
    void theLastGoodCopyServesWhenTheBucketDoesNot() {
        assertServes("one");
        storage.fail(503);
        try (Model model = open()) {
            assertEquals("one", version(model));
            assertTrue(model.problem().isEmpty());
            String notice = model.notice().orElseThrow();
            assertTrue(notice.contains("last good copy") && notice.contains("503"), notice);
        }
    }

    @Test
    void theLastGoodCopyServesWhenTheNewModelDoesNot() throws IOException {
        assertServes("one");
        storage.put("mole/card.json", ModelVersions.card("two")
                .replaceFirst("(\"selfTest\"[^\\[]*\\[\\s*)[-0-9.eE]+", "$10.9").getBytes());
        try (Model model = open()) {
            assertEquals("one", version(model));
            assertTrue(model.notice().orElseThrow().contains("built-in picture"), model.notice().toString());
        }
        assertEquals(1, kept().size(), "the bad one is not kept");
    }

    @Test
    void aDamagedCopyIsNotServed() throws IOException {
        assertServes("one");
        try (Stream<Path> files = Files.walk(copies())) {
            Files.write(files.filter(file -> file.endsWith("saved_model.pb")).findFirst().orElseThrow(), new byte[10]);
        }
        storage.fail(503);
        assertTrue(fault().contains("503"), fault());
        storage.fail(200);
        assertServes("one");
    }

    @Test
    void aFullDiskIsNotTakenForTheNetwork() throws IOException {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        try (Origin origin = Origin.of(place(LOCATION, Duration.ZERO)).orElseThrow()) {
            Snapshot snapshot = origin.look();
            assertEquals("No space left on device",
                    assertThrows(IOException.class, () -> snapshot.copy("README.md", full)).getMessage());
        }
        assertEquals(1, storage.requests().stream().filter(request -> request.contains("alt=media")).count());
    }

    @Test
    void onlyThePresentAndThePreviousCopyAreKept() throws IOException {
        for (String version : List.of("one", "two", "three")) {
            ModelVersions.publish(storage, "mole/", version);
            assertServes(version);
        }
        assertEquals(2, kept().size());
        assertFalse(kept().contains("unfinished"));
    }
}
