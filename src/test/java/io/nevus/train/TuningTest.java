package io.nevus.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Searches for real, among recipes of which one cannot learn to tell drawn lesions. */
@Execution(ExecutionMode.CONCURRENT)
class TuningTest {

    private static final Recipe BASE = new Recipe(32, 32, 40, 8, 1e-3, 0.02, 1, 0.05, 0, 0.95, 0.5, 0, 0, 0.2, 1);
    private static final List<Trial> TRIALS = List.of(Trial.of("learning-rate=1e-9"));
    private static final String SCORES = "work/base-recipe/fold-1/scores.csv";

    @TempDir
    private static Path folder;
    private static Path data;
    private static Path others;
    private static Path out;
    private static Map<String, Map<String, String>> ofOneFold;
    private static String console;

    /** The second fold is asked for later. */
    @BeforeAll
    static void search() throws IOException {
        data = Files.createDirectories(folder.resolve("data"));
        List<String> lines = DrawnLesions.write(data, "", 8, new Random(1));
        lines.add("Lmissing,missing,nv");
        Files.write(data.resolve("labels.csv"), lines);
        others = Files.createDirectories(folder.resolve("others"));
        Files.write(others.resolve("labels.csv"), DrawnLesions.write(others, "other-", 1, new Random(2)));
        out = folder.resolve("out");
        console = run(tuning(out, BASE, TRIALS, 1));
        ofOneFold = table(out);
        console += run(tuning(out, BASE, TRIALS, 2));
    }

    private static Tuning tuning(Path to, Recipe base, List<Trial> trials, int runFolds) {
        return new Tuning(data, Optional.empty(), Optional.of(others), Optional.empty(), to, base, trials, 2, runFolds,
                Double.POSITIVE_INFINITY);
    }

    private static String run(Tuning tuning) {
        var bytes = new ByteArrayOutputStream();
        tuning.run(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The rows of tuning.csv by trial, without how long they took. */
    private static Map<String, Map<String, String>> table(Path from) throws IOException {
        var format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
        try (CSVParser parser = CSVParser.parse(Files.readString(from.resolve("tuning.csv")), format)) {
            Map<String, Map<String, String>> rows = new TreeMap<>();
            parser.forEach(row -> {
                Map<String, String> cells = new TreeMap<>(row.toMap());
                cells.remove("minutes_a_fold");
                rows.put(row.get("trial"), cells);
            });
            return rows;
        }
    }

    private static double number(String trial, String column) throws IOException {
        return Double.parseDouble(table(out).get(trial).get(column));
    }

    @Test
    void aRecipeThatCannotLearnIsWorseBeyondNoise() throws IOException {
        assertTrue(number("base recipe", "balanced_accuracy") > 0.2, table(out).toString());
        assertTrue(number("learning-rate=1E-9", "balanced_accuracy_difference_high") < 0, table(out).toString());
        String report = Files.readString(out.resolve("tuning.md"));
        assertTrue(report.contains("None is better than the base recipe"), report);
        assertTrue(report.indexOf("Worse:") < report.lastIndexOf("- `learning-rate=1E-9`: balanced accuracy"), report);
    }

    /** As from weights that hold no number. */
    @Test
    void aNetworkThatDivergesKnowsNothing() throws IOException {
        var parameters = new TreeMap<>(MobileNetV2.random(1).parameters());
        parameters.put("stem.bias", new Weights.Parameter(new long[] {32}, new float[32]));
        parameters.get("stem.bias").values()[0] = Float.NaN;
        Path weights = folder.resolve("wild.safetensors");
        new Weights(parameters).write(weights);
        Path wild = folder.resolve("wild");
        run(new Tuning(data, Optional.empty(), Optional.empty(), Optional.of(weights), wild, BASE, TRIALS, 2, 1, 1));
        assertEquals("1", table(wild).get("base recipe").get("diverged"));
        assertEquals("0.500000", table(wild).get("base recipe").get("malignancy_auc"));
        String report = Files.readString(wild.resolve("tuning.md"));
        assertTrue(report.contains("base recipe (diverged in 1)") && !report.contains("NaN"), report);
    }

    @Test
    void everyTrialIsJudgedOnTheSamePicturesButNotOnThoseOfTheTest() throws IOException {
        double pictures = number("base recipe", "pictures");
        assertTrue(pictures < 56 && pictures >= 42, pictures + " of 56");
        for (Map<String, String> row : table(out).values()) {
            assertEquals(pictures, Double.parseDouble(row.get("pictures")));
            assertEquals("2", row.get("folds"));
            assertTrue(Double.parseDouble(row.get("auc_elsewhere")) >= 0);
        }
    }

    @Test
    void thePlotIsDrawn() throws IOException {
        assertTrue(ImageIO.read(out.resolve("tuning.png").toFile()).getWidth() > 1000);
        assertTrue(Files.readString(out.resolve("tuning.svg")).contains("<svg"));
    }

    @Test
    void saysHowFarItIs() {
        assertTrue(console.contains("2 recipes × 2 folds = 4 networks, of which 2 are done"), console);
        assertTrue(console.contains("Network 4 of 4: learning-rate=1E-9, fold 2"), console);
        assertTrue(console.contains("Left out: missing"), console);
    }

    @Test
    void nothingHeavyIsLeft() throws IOException {
        try (var files = Files.walk(out)) {
            assertEquals(List.of(), files.filter(file -> file.toString().matches(".*(safetensors|cache|unfinished)"))
                    .toList());
        }
    }

    @Test
    void anInterruptedSearchComesToTheSameTable() throws Exception {
        Path cut = folder.resolve("cut");
        Thread killed = new Thread(() -> run(tuning(cut, BASE, TRIALS, 1)));
        killed.setUncaughtExceptionHandler((thread, e) -> { });
        killed.start();
        Path second = cut.resolve("work/learning-rate=1E-9/fold-1/curve.csv");
        while (killed.isAlive() && !Files.exists(second)) {
            Thread.sleep(20);
        }
        killed.interrupt();
        killed.join();
        assertFalse(Files.exists(cut.resolve("work/learning-rate=1E-9/fold-1/scores.csv")), "it was interrupted");
        var before = Files.getLastModifiedTime(cut.resolve(SCORES));
        String again = run(tuning(cut, BASE, TRIALS, 1));
        assertEquals(ofOneFold, table(cut));
        assertEquals(before, Files.getLastModifiedTime(cut.resolve(SCORES)));
        assertFalse(again.contains("base recipe, fold 1"), again);
    }

    @Test
    void twoSearchesDoNotMeetInOneFolder() throws IOException {
        Path busy = Files.createDirectories(folder.resolve("busy/work"));
        try (var held = FileChannel.open(busy.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
             var lock = held.lock()) {
            assertTrouble("Another search is at work", tuning(folder.resolve("busy"), BASE, TRIALS, 1));
            assertTrue(lock.isValid());
        }
    }

    private static void assertTrouble(String expected, Tuning tuning) {
        String message = assertThrows(TrainingException.class, () -> run(tuning)).getMessage();
        assertTrue(message.contains(expected), message);
    }

    @Test
    void anotherSearchIsNotTakenUp() {
        assertTrouble("other settings of the base recipe", tuning(out, BASE.with("batch", 4), TRIALS, 2));
        assertTrouble("other folds", new Tuning(data, Optional.empty(), Optional.of(others),
                Optional.empty(), out, BASE, TRIALS, 3, 1, 1));
        assertTrouble("other pictures of elsewhere", new Tuning(data, Optional.empty(), Optional.empty(),
                Optional.empty(), out, BASE, TRIALS, 2, 1, 1));
    }

    @Test
    void damagedScoresAreNamed() throws IOException {
        Path copy = folder.resolve("copy");
        Files.createDirectories(copy.resolve(SCORES).getParent());
        Files.copy(out.resolve("work/search.txt"), copy.resolve("work/search.txt"));
        Files.writeString(copy.resolve(SCORES), Files.readString(out.resolve(SCORES)).substring(0, 300));
        assertTrouble("scores.csv is damaged. Delete it", tuning(copy, BASE, TRIALS, 1));
    }

    @Test
    void whatIsTrainedOnJudgesNothing() {
        assertTrouble("is both in", new Tuning(data, Optional.of(others), Optional.of(others), Optional.empty(),
                folder.resolve("both"), BASE, TRIALS, 2, 1, 1));
        assertTrouble("is both in", new Tuning(data, Optional.of(data), Optional.empty(), Optional.empty(),
                folder.resolve("both"), BASE, TRIALS, 2, 1, 1));
    }

    @Test
    void saysWhatCannotBe() {
        assertTrue(trouble(List.of(Trial.of("extra=1")), 2, 1, 1).contains("--extra"));
        assertTrue(trouble(List.of(Trial.of("batch=8")), 2, 1, 1).contains("batch=8 is no other than base recipe"));
        assertTrue(trouble(List.of(Trial.of("batch=9"), Trial.of("batch=9.0")), 2, 1, 1)
                .contains("no other than batch=9"));
        assertTrue(trouble(TRIALS, 1, 1, 1).contains("--folds"));
        assertTrue(trouble(TRIALS, 2, 3, 1).contains("--run-folds"));
        assertTrue(trouble(TRIALS, 2, 1, 0).contains("--hours"));
    }

    private static String trouble(List<Trial> trials, int folds, int runFolds, double hours) {
        return assertThrows(TrainingException.class, () -> new Tuning(data, Optional.empty(), Optional.empty(),
                Optional.empty(), out, BASE, trials, folds, runFolds, hours)).getMessage();
    }
}
