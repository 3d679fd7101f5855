package io.nevus.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.model.ModelCard;
import io.nevus.model.ModelException;
import io.nevus.model.SavedModel;
import io.nevus.train.TrainingRun.Kept;
import io.nevus.triage.Examination.Judged;
import io.nevus.triage.LesionClass;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Trains for real, on drawn lesions whose class is their colour. */
@Execution(ExecutionMode.CONCURRENT)
class TrainingRunTest {

    private static final int LESIONS_A_CLASS = 12;
    private static final Recipe RECIPE = new Recipe(64, 64, 45, 8, 1e-3, 0.02, 1, 0.05, 0.2, 0.98, 0.5, 0.1, 1, 0.2, 1);
    /** Long enough for a checkpoint, not for learning much. */
    private static final Recipe SHORT = RECIPE.with("size", 32).with("epochs", 32);

    @TempDir
    private static Path folder;
    private static Path data;
    private static Path model;

    @BeforeAll
    static void train() throws IOException {
        data = Files.createDirectories(folder.resolve("data"));
        List<String> lines = DrawnLesions.write(data, "", LESIONS_A_CLASS, new Random(1));
        lines.add("Lmissing,missing,nv");
        Files.write(data.resolve("broken.jpg"), new byte[500]);
        lines.add("Lbroken,broken,nv");
        Files.write(data.resolve("labels.csv"), lines);
        model = folder.resolve("model");
        run(RECIPE, model, folder.resolve("work"), Kept.TESTED);
        run(SHORT, folder.resolve("short"), folder.resolve("short-work"), Kept.TESTED);
    }

    private static void run(Recipe recipe, Path out, Path work, Kept kept) {
        new TrainingRun(data, Optional.empty(), Optional.empty(), out, work, recipe, List.of(), kept)
                .run(new PrintStream(OutputStream.nullOutputStream()));
    }

    @Test
    void learnsToTellColours() {
        Random random = new Random(99);
        int right = 0;
        try (SavedModel trained = SavedModel.load(model)) {
            for (LesionClass diagnosis : LesionClass.values()) {
                for (int i = 0; i < 3; i++) {
                    if (trained.examine(DrawnLesions.picture(diagnosis, random)) instanceof Judged judged) {
                        right += likeliest(judged) == diagnosis ? 1 : 0;
                    }
                }
            }
        }
        assertTrue(right >= 14, right + " of 21 are right");
    }

    private static LesionClass likeliest(Judged judged) {
        return judged.probabilities().entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    }

    @Test
    void theCardSaysWhatTheModelIs() {
        try (SavedModel trained = SavedModel.load(model)) {
            assertEquals(64, trained.card().getInt("inputSize"));
            double threshold = trained.card().getJsonNumber("threshold").doubleValue();
            assertTrue(threshold > 0 && threshold < 1);
            assertTrue(trained.card().getJsonObject("metrics").containsKey("balancedAccuracy"));
            var interval = trained.card().getJsonArray("thresholdInterval");
            assertTrue(interval.getJsonNumber(0).doubleValue() <= threshold
                    && threshold <= interval.getJsonNumber(1).doubleValue(), interval.toString());
            var training = trained.card().getJsonObject("training");
            assertTrue(training.getInt("seconds") > 0 && training.getInt("cores") > 0, training.toString());
            assertEquals(0.001, training.getJsonObject("recipe").getJsonNumber("learning-rate").doubleValue());
        }
    }

    @Test
    void aKilledRunGoesOnToTheSameWeights() throws Exception {
        Path work = folder.resolve("killed");
        Thread killed = new Thread(() -> run(SHORT, folder.resolve("unused"), work, Kept.TESTED));
        killed.setUncaughtExceptionHandler((thread, e) -> { });
        killed.start();
        while (killed.isAlive() && !Files.exists(work.resolve("checkpoint.safetensors"))) {
            Thread.sleep(20);
        }
        killed.interrupt();
        killed.join();
        assertTrue(!Files.exists(work.resolve("trained.safetensors")), "it was interrupted");
        double secondsKilled = Weights.read(work.resolve("checkpoint.safetensors")).get("seconds").values()[0];

        run(SHORT, folder.resolve("resumed"), work, Kept.TESTED);
        Weights whole = Weights.read(folder.resolve("short-work/trained.safetensors"));
        Weights resumed = Weights.read(work.resolve("trained.safetensors"));
        assertTrue(seconds(folder.resolve("resumed")) > secondsKilled, "the time before the kill counts, too");
        assertEquals(steps(folder.resolve("short-work/curve.csv")), steps(work.resolve("curve.csv")));
        MobileNetV2.shapes().keySet().forEach(name ->
                assertArrayEquals(whole.get(name).values(), resumed.get(name).values(), name));
    }

    private static List<String> steps(Path curve) throws IOException {
        return Files.readAllLines(curve).stream().map(row -> row.substring(0, row.indexOf(','))).toList();
    }

    private static int seconds(Path model) {
        return ModelCard.read(model).json().getJsonObject("training").getInt("seconds");
    }

    @Test
    void aRefittedNetworkSeesAllPicturesAndTellsWhoWasTested() throws IOException {
        Path refitted = folder.resolve("refitted");
        Path work = folder.resolve("short-work");
        run(SHORT, refitted, work, Kept.REFITTED);
        JsonObject card = ModelCard.read(refitted).json();
        JsonObject tested = ModelCard.read(work.resolve("tested")).json();
        JsonObject refit = card.getJsonObject("training").getJsonObject("refit");
        assertEquals(LESIONS_A_CLASS * LesionClass.values().length, refit.getInt("pictures"));
        assertEquals(tested.getString("version"), refit.getString("tested"));
        assertNotEquals(tested.getString("version"), card.getString("version"));
        assertTrue(seconds(refitted) > seconds(work.resolve("tested")), "that of both");
        for (String number : List.of("temperature", "threshold", "gate", "metrics")) {
            assertEquals(tested.get(number), card.get(number), number);
        }
        String readme = Files.readString(refitted.resolve("README.md"));
        assertTrue(readme.contains("trained on all 84 pictures") && readme.contains("--refit"), readme);
        SavedModel.load(refitted).close();
    }

    @Test
    void aCheckpointOfOtherSettingsIsNotTakenUp() {
        Recipe other = RECIPE.with("learning-rate", 2e-3);
        TrainingRun run = new TrainingRun(data, Optional.empty(), Optional.empty(), folder.resolve("other"), folder.resolve("work"), other,
                List.of(), Kept.TESTED);
        String message = assertThrows(TrainingException.class,
                () -> run.run(new PrintStream(OutputStream.nullOutputStream()))).getMessage();
        assertTrue(message.contains("--work"), message);
    }

    @Test
    void aChangedFileIsNotServed() throws IOException {
        Path copy = Files.createDirectories(folder.resolve("copy"));
        for (String file : List.of("card.json", "saved_model.pb", "README.md")) {
            Files.copy(model.resolve(file), copy.resolve(file));
        }
        byte[] bytes = Files.readAllBytes(copy.resolve("saved_model.pb"));
        bytes[bytes.length / 2] ^= 1;
        Files.write(copy.resolve("saved_model.pb"), bytes);
        assertTrue(assertThrows(ModelException.class, () -> SavedModel.load(copy)).getMessage().contains("SHA-256"));
    }
}
