package io.nevus.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.model.ModelCard;
import io.nevus.model.ModelException;
import io.nevus.model.SavedModel;
import io.nevus.model.Views;
import io.nevus.picture.PictureFactory;
import io.nevus.train.EvaluationRun.Pictures;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Evaluates the model that comes with Nevus on drawn pictures. */
@Execution(ExecutionMode.CONCURRENT)
class EvaluationRunTest {

    private static final Path MODEL = Path.of("model");
    private static final List<String> CLASSES = List.of("nv", "mel", "bkl", "bcc", "akiec");
    private static final List<String> PLOTS = List.of("confusion", "classes", "roc", "precision-recall", "reliability",
            "risk-coverage", "training");

    @TempDir
    private static Path folder;
    private static Path pictures;
    private static Path labels;
    private static Path curve;
    private static Path out;
    private static String console;

    /** Two pictures of each of ten lesions, and four lines that lead nowhere. */
    @BeforeAll
    static void evaluate() throws IOException {
        pictures = Files.createDirectories(folder.resolve("pictures"));
        List<String> lines = new ArrayList<>(List.of("lesion_id,image_id,dx"));
        for (int i = 0; i < 20; i++) {
            lines.add("L%d,P%d,%s".formatted(i / 2, i, CLASSES.get(i / 2 % CLASSES.size())));
            Files.write(pictures.resolve("P%d.jpg".formatted(i)),
                    PictureFactory.jpeg(PictureFactory.lesion(300, 220, 120 + 3 * i, 110, 30 + 3 * i)));
        }
        lines.addAll(List.of("La,absent,nv", "Lb,broken,nv", "Lc,cut,mel", "Ld,grey,mel"));
        byte[] whole = PictureFactory.jpeg();
        Files.write(pictures.resolve("broken.jpg"), new byte[500]);
        Files.write(pictures.resolve("cut.jpg"), Arrays.copyOf(whole, whole.length / 2));
        Files.write(pictures.resolve("grey.jpg"), PictureFactory.greyJpeg(PictureFactory.lesion(300, 220)));
        Files.write(pictures.resolve("corrupt.zip"), new byte[300]);
        labels = Files.write(folder.resolve("labels.csv"), lines);
        curve = Files.write(folder.resolve("curve.csv"), List.of(
                "step,epoch,learning_rate,loss,balanced_accuracy,malignancy_auc",
                "100,2.00,0.0003,1.6,0.4,0.8", "200,4.00,0.0002,1.1,0.6,0.85", "300,6.00,0.0001,0.9,0.7,0.9"));
        out = folder.resolve("out");
        console = run(out, Optional.of(MODEL), Pictures.DISTORTED_TOO);
    }

    private static String run(Path to, Optional<Path> baseline, Pictures kind) {
        return run(new EvaluationRun(MODEL, List.of(pictures), labels, to, baseline, Optional.of(curve), Views.ONE,
                kind, Optional.empty(), 50, 1));
    }

    private static String run(EvaluationRun run) {
        var bytes = new ByteArrayOutputStream();
        run.run(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static EvaluationRun of(Path csv, Path... images) {
        return new EvaluationRun(MODEL, List.of(images), csv, folder.resolve("other"), Optional.empty(), Optional.empty(),
                Views.ONE, Pictures.AS_THEY_ARE, Optional.empty(), 20, 1);
    }

    private static JsonObject metrics(Path from) throws IOException {
        try (var reader = Json.createReader(Files.newBufferedReader(from.resolve("metrics.json")))) {
            return reader.readObject();
        }
    }

    @Test
    void everyFigureHasAnIntervalAroundIt() throws IOException {
        JsonObject metrics = metrics(out);
        assertEquals(20, metrics.getInt("n"));
        for (Figure figure : Figure.values()) {
            JsonObject estimate = metrics.getJsonObject(figure.key());
            double value = estimate.getJsonNumber("value").doubleValue();
            assertTrue(estimate.getJsonNumber("low").doubleValue() <= value, figure.key());
            assertTrue(value <= estimate.getJsonNumber("high").doubleValue(), figure.key());
        }
    }

    @Test
    void noJsonHoldsWhatIsNoNumber() throws IOException {
        assertFalse(Pattern.compile("NaN|Infinity").matcher(Files.readString(out.resolve("metrics.json"))).find());
    }

    @Test
    void classesWithoutPicturesAreSaidToHaveNone() throws IOException {
        JsonObject vasc = metrics(out).getJsonObject("classes").getJsonObject("vasc");
        assertEquals(0, vasc.getInt("n"));
        assertEquals("no pictures", vasc.getJsonObject("recall").getString("note"));
        assertEquals(4, metrics(out).getJsonObject("classes").getJsonObject("mel").getInt("n"));
        assertTrue(console.contains("no pictures"));
    }

    @Test
    void missingAndBrokenPicturesAreListed() throws IOException {
        String listed = metrics(out).getJsonObject("data").getJsonArray("missingOrBroken").toString();
        for (String name : List.of("absent", "broken", "cut", "corrupt.zip")) {
            assertTrue(listed.contains(name), listed);
            assertTrue(Pattern.compile("Left out: .*" + name).matcher(console).find(), console);
        }
        assertFalse(listed.contains("grey"), "it is whole, but refused");
        assertEquals(1, metrics(out).getJsonObject("refusedByReason").getInt("not-colour"));
    }

    @Test
    void everyPlotIsAWholePngAndSvg() throws Exception {
        for (String plot : PLOTS) {
            assertTrue(ImageIO.read(out.resolve(plot + ".png").toFile()).getWidth() >= 1000, plot);
            var svg = DocumentBuilderFactory.newInstance();
            svg.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            assertEquals("svg", svg.newDocumentBuilder().parse(out.resolve(plot + ".svg").toFile())
                    .getDocumentElement().getTagName(), plot);
        }
        assertTrue(ImageIO.read(out.resolve("mistakes.png").toFile()).getWidth() > 1000);
        assertTrue(console.contains("never publish"));
    }

    @Test
    void theReportLeadsToEveryPlotButNotToPatients() throws IOException {
        String report = Files.readString(out.resolve("report.md"));
        PLOTS.forEach(plot -> assertTrue(report.contains("(" + plot + ".png)"), plot));
        assertFalse(report.contains("mistakes.png"));
        Arrays.stream(Stress.values()).forEach(stress -> assertTrue(report.contains(stress.title()), stress.title()));
        assertFalse(report.contains("NaN"));
        assertTrue(report.contains("judged in one view"));
    }

    @Test
    void distortedCopiesHaveAllFigures() throws IOException {
        JsonObject stress = metrics(out).getJsonObject("stress");
        assertEquals(Stress.values().length, stress.size());
        JsonObject zoomed = stress.getJsonObject("zoomed-out");
        assertEquals(20, zoomed.getInt("n"));
        assertTrue(zoomed.getJsonObject("verdictsChanged").containsKey("value"));
        Arrays.stream(Figure.values()).forEach(figure -> assertTrue(zoomed.containsKey(figure.key()), figure.key()));
    }

    @Test
    void aModelIsNoBetterThanItself() throws IOException {
        JsonObject comparison = metrics(out).getJsonObject("comparison");
        comparison.getJsonObject("differences").values().forEach(difference -> assertEquals(
                "{\"value\":0.0,\"low\":0.0,\"high\":0.0}", difference.toString()));
        assertEquals(1, comparison.getJsonObject("mcNemar").getJsonNumber("pValue").doubleValue());
    }

    @Test
    void theSameSeedGivesTheSameFiles() throws IOException {
        Path again = folder.resolve("again");
        run(again, Optional.of(MODEL), Pictures.DISTORTED_TOO);
        for (String file : List.of("metrics.json", "report.md", "roc.png", "roc.svg", "mistakes.png")) {
            assertArrayEquals(Files.readAllBytes(out.resolve(file)), Files.readAllBytes(again.resolve(file)), file);
        }
    }

    @Test
    void oneBenignPictureIsEnough() throws IOException {
        run(of(Files.writeString(folder.resolve("one.csv"), "image,MEL,NV,BCC,AKIEC,BKL,DF,VASC\nP0,0,1,0,0,0,0,0"), pictures));
        JsonObject metrics = metrics(folder.resolve("other"));
        assertEquals("cannot be told from these pictures", metrics.getJsonObject("malignancyAuc").getString("note"));
        assertTrue(metrics.getJsonObject("specificity").containsKey("value"));
        assertEquals(Files.exists(MODEL.resolve("report/curve.csv")), Files.exists(folder.resolve("other/training.png")));
    }

    private static String trouble(EvaluationRun run) {
        String message = assertThrows(TrainingException.class, () -> run(run)).getMessage();
        assertEquals(1, message.lines().count(), message);
        return message;
    }

    @Test
    void whatCannotBeIsSaidInALine() throws IOException {
        Path unknown = Files.writeString(folder.resolve("unknown.csv"), "image_id,dx\nP0,nv\nP1,wart");
        assertTrue(trouble(of(unknown, pictures)).matches(".*unknown.csv, line 3: .*'wart'.*akiec.*"));
        Path twice = Files.writeString(folder.resolve("twice.csv"), "image_id,dx\nP0,nv\nP0,mel");
        assertTrue(trouble(of(twice, pictures)).contains("P0 more than once"));
        Path elsewhere = Files.writeString(folder.resolve("elsewhere.csv"), "image_id,dx\nX,nv");
        assertTrue(trouble(of(elsewhere, pictures)).contains("None of the 1 pictures"));
        assertTrue(trouble(of(labels, folder.resolve("nowhere"))).contains("does it exist?"));
        Path file = Files.writeString(folder.resolve("file"), "");
        assertTrue(trouble(new EvaluationRun(MODEL, List.of(pictures), labels, file, Optional.empty(), Optional.empty(),
                Views.ONE, Pictures.AS_THEY_ARE, Optional.empty(), 20, 1)).contains("Cannot write to"));
        Path noCurve = Files.writeString(folder.resolve("no-curve.csv"), "a,b\n1,2");
        assertTrue(trouble(new EvaluationRun(MODEL, List.of(pictures), labels, folder.resolve("uncurved"), Optional.empty(),
                Optional.of(noCurve), Views.ONE, Pictures.AS_THEY_ARE, Optional.empty(), 20, 1)).contains("no-curve.csv"));
        assertThrows(ModelException.class, () -> run(new EvaluationRun(folder, List.of(pictures), labels,
                folder.resolve("other"), Optional.empty(), Optional.empty(), Views.ONE, Pictures.AS_THEY_ARE, Optional.empty(), 20, 1)));
    }

    @Test
    void resamplesHaveBounds() {
        for (int resamples : new int[] {0, -1, 1_000_000_000}) {
            assertThrows(TrainingException.class, () -> new EvaluationRun(MODEL, List.of(), labels, out, Optional.empty(),
                    Optional.empty(), Views.ONE, Pictures.AS_THEY_ARE, Optional.empty(), resamples, 1));
        }
    }

    @Test
    void rewritesTheModelsCard() throws IOException {
        Path copy = copy("model", UnaryOperator.identity());
        run(new EvaluationRun(copy, List.of(pictures), labels, folder.resolve("for-card"), Optional.empty(),
                Optional.of(curve), new Views(8), Pictures.AS_THEY_ARE, Optional.of(copy), 20, 1));
        String readme = Files.readString(copy.resolve("README.md"));
        assertTrue(readme.contains("report/roc.png") && readme.contains("95 % intervals"), readme);
        assertTrue(Files.exists(copy.resolve("report/roc.png")) && Files.exists(copy.resolve("report/curve.csv")));
        assertFalse(Files.exists(copy.resolve("report/mistakes.png")), "it shows patients");
        assertTrue(readme.contains("the mean of 8 views") && readme.contains("### Test-time views"), readme);
        SavedModel.load(copy).close();
        comparesViews(metrics(folder.resolve("for-card")));
    }

    /** The shipped model without its report. */
    private static Path copy(String name, UnaryOperator<JsonObject> change) throws IOException {
        Path copy = Files.createDirectories(folder.resolve(name));
        Files.copy(MODEL.resolve("saved_model.pb"), copy.resolve("saved_model.pb"));
        JsonObject card = ModelCard.read(MODEL).json();
        JsonObjectBuilder files = Json.createObjectBuilder().add("saved_model.pb", card.getJsonObject("files").get("saved_model.pb"));
        ModelCard.write(copy, Json.createObjectBuilder(change.apply(card)).add("files", files).build());
        return copy;
    }

    private static JsonObject refittedAfter(JsonObject card, String tested) {
        JsonObject training = Json.createObjectBuilder(card.getJsonObject("training")).add("refit",
                Json.createObjectBuilder().add("pictures", 10_000).add("tested", tested)).build();
        return Json.createObjectBuilder(card).add("version", "all").add("training", training).build();
    }

    private static EvaluationRun telling(Path evaluated, Path card) {
        return new EvaluationRun(evaluated, List.of(pictures), labels, folder.resolve("for-refit"), Optional.empty(),
                Optional.of(curve), Views.ONE, Pictures.AS_THEY_ARE, Optional.of(card), 20, 1);
    }

    @Test
    void theCardOfARefittedModelTellsWhoseFiguresTheyAre() throws IOException {
        Path tested = copy("tested", card -> Json.createObjectBuilder(card).add("version", "some").build());
        Path refitted = copy("refitted", card -> refittedAfter(card, "some"));
        run(telling(tested, refitted));
        String readme = Files.readString(refitted.resolve("README.md"));
        assertTrue(readme.contains("all 10000 pictures") && readme.contains("so are all figures below"), readme);
        SavedModel.load(refitted).close();

        assertTrue(run(telling(refitted, refitted)).contains("Model all has seen"), "of its own data set");
        assertFalse(Files.readString(refitted.resolve("README.md")).contains("so are all figures below"));
        assertTrue(trouble(telling(tested, copy("stranger", card -> refittedAfter(card, "another"))))
                .contains("neither that model nor one that was refitted"));
    }

    private static void comparesViews(JsonObject metrics) {
        JsonObject views = metrics.getJsonObject("testTimeViews");
        assertEquals(List.of("1", "4", "8"), List.copyOf(views.keySet()));
        Arrays.stream(Figure.values()).forEach(figure ->
                assertEquals(metrics.get(figure.key()), views.getJsonObject("8").get(figure.key()), figure.key()));
        double[] costs = views.values().stream()
                .mapToDouble(v -> v.asJsonObject().getJsonNumber("cost").doubleValue()).toArray();
        JsonObject none = views.getJsonObject("1").getJsonObject("gains").getJsonObject(Figure.ECE.key());
        assertEquals("{\"value\":0.0,\"low\":0.0,\"high\":0.0}", none.toString());
        assertEquals(1, costs[0]);
        assertTrue(costs[1] > 1 && costs[2] > costs[1], Arrays.toString(costs));
    }
}
