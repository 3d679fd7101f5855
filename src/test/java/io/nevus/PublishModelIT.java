package io.nevus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The script with the real gcloud. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class PublishModelIT {

    @TempDir
    private Path folder;
    private Path model;
    private FakeCloudStorage storage;

    private record Run(int status, String text) {
    }

    @BeforeEach
    void write() throws IOException {
        SystemTests.requireOfCloudSdk("bin/gcloud", "core");
        storage = new FakeCloudStorage();
        model = Files.createDirectory(folder.resolve("my model"));
        copy("saved_model.pb", "README.md", "report/roc.png");
        Files.writeString(model.resolve("card.json"), ModelVersions.card("mine").lines()
                .filter(line -> !line.contains("report/") || line.contains("roc.png"))
                .reduce("", (text, line) -> text + line + "\n"));
    }

    private void copy(String... names) throws IOException {
        for (String name : names) {
            Files.createDirectories(model.resolve(name).getParent());
            Files.copy(Path.of("model", name), model.resolve(name));
        }
    }

    @AfterEach
    void stop() {
        storage.close();
    }

    private Run publish(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("gcloud/publish-model.sh"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("NEVUS_") || name.startsWith("CLOUDSDK_"));
        builder.environment().put("CLOUDSDK_CONFIG", folder.resolve("gcloud").toString());
        builder.environment().put("CLOUDSDK_AUTH_DISABLE_CREDENTIALS", "true");
        builder.environment().put("CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE", storage.endpoint() + "/storage/v1/");
        builder.environment().put("NEVUS_SETTINGS", Files.writeString(folder.resolve("settings.env"),
                "NEVUS_PROJECT=demo-project\nNEVUS_ZONE=asia-southeast2-b\nNEVUS_BUCKET=our-models\n").toString());
        builder.environment().put("NEVUS_CALL_SECONDS", "60");
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes());
        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        return new Run(process.exitValue(), text);
    }

    private List<String> uploads() {
        return storage.requests().stream().filter(request -> request.contains("ifGenerationMatch") && !request.startsWith("PUT")).toList();
    }

    @Test
    void copiesAllFilesTheCardLastAndTheNextTimeOnTopOfWhatItSaw() throws Exception {
        Run first = publish(model.toString());
        assertEquals(0, first.status(), first.text() + storage.requests());
        assertTrue(first.text().contains("version mine"), first.text());
        assertEquals(4, uploads().size(), storage.requests().toString());
        assertTrue(uploads().stream().allMatch(request -> request.contains("ifGenerationMatch=0")), uploads().toString());
        for (String name : List.of("card.json", "saved_model.pb", "README.md", "report/roc.png")) {
            assertArrayEquals(Files.readAllBytes(model.resolve(name)), storage.bytes("model/" + name), name);
        }
        storage.forgetRequests();
        storage.delete("model/README.md");
        Run second = publish(model.toString());
        assertEquals(0, second.status(), second.text());
        assertEquals(3, uploads().stream().filter(request -> request.matches(".*ifGenerationMatch=17\\d+.*")).count(),
                uploads().toString());
        assertEquals(1, uploads().stream().filter(request -> request.contains("ifGenerationMatch=0")).count());
    }

    @Test
    void leavesAloneWhatSomebodyElseReplacedMeanwhile() throws Exception {
        storage.put("elsewhere/card.json", "old".getBytes());
        storage.beforeUpload(name -> {
            if (name.equals("elsewhere/card.json")) {
                storage.put(name, "theirs".getBytes());
            }
        });
        Run run = publish(model.toString(), "gs://our-models/elsewhere");
        assertEquals(1, run.status(), run.text());
        assertTrue(run.text().contains("412") && run.text().contains("ry again"), run.text());
        assertEquals("theirs", new String(storage.bytes("elsewhere/card.json")));
    }

    @Test
    void aDryRunPrintsAndChangesNothing() throws Exception {
        Run run = publish("--dry-run", model.toString());
        assertEquals(0, run.status(), run.text());
        List<String> printed = run.text().lines().filter(line -> line.startsWith("gcloud storage cp")).toList();
        assertEquals(4, printed.size(), run.text());
        assertTrue(printed.getLast().contains("gs://our-models/model/card.json --if-generation-match=0"), run.text());
        assertEquals(List.of(), uploads());
    }

    @Test
    void aModelThatIsNotWholeIsNotPublished() throws Exception {
        Files.write(model.resolve("saved_model.pb"), new byte[1]);
        Run damaged = publish(model.toString());
        assertEquals(1, damaged.status(), damaged.text());
        assertTrue(damaged.text().contains("saved_model.pb: FAILED"), damaged.text());
        Files.delete(model.resolve("card.json"));
        assertTrue(publish(model.toString()).text().contains("has no card.json"));
        assertTrue(publish().text().contains("which model?"));
        assertTrue(publish(model.toString(), "model/").text().contains("no folder of a bucket"));
        assertEquals(List.of(), uploads());
    }

    @Test
    void aMissingBucketAndAMissingPermissionSayWhatToDo() throws Exception {
        assertTrue(publish(model.toString(), "gs://nobodys-models/m/").text().contains("gcloud/create.sh"));
        storage.fail(403);
        Run denied = publish(model.toString());
        assertEquals(1, denied.status());
        assertTrue(denied.text().contains("permission"), denied.text());
        assertFalse(denied.text().contains("Traceback"), denied.text());
    }
}
