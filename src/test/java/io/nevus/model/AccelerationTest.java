package io.nevus.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.picture.Inspection;
import io.nevus.picture.Picture;
import io.nevus.picture.PictureFactory;
import io.nevus.tfjs.Quantised;
import io.nevus.tfjs.TestModels;
import io.nevus.tfjs.TfjsWriter;
import io.nevus.triage.Examination.Judged;
import io.nevus.triage.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped model in fewer bits; a processor without them computes the same, only slower. */
class AccelerationTest {

    private static final Path MODEL = Path.of("model");
    private static final Judge JUDGE = ModelCard.read(MODEL).judge();
    private static final Picture LESION = assertInstanceOf(Inspection.Safe.class,
            Inspection.of(PictureFactory.jpeg())).picture();
    private Network exact;

    @BeforeEach
    void load() {
        exact = Network.load(MODEL);
    }

    @AfterEach
    void close() {
        exact.close();
    }

    private Network fast(double first) {
        return exact.inBfloat16(first, LESION).orElseThrow();
    }

    @Test
    void laterLayersMayBeCoarseWithoutAnotherVerdict() {
        try (Network fast = fast(Bfloat16.FIRST)) {
            Reading other = fast.read(LESION);
            assertNotEquals(exact.read(LESION).logits()[0], other.logits()[0], "it is another arithmetic");
            assertEquals(exact.read(LESION).quality(), other.quality(), "light and sharpness are not touched");
            DrawnLesion.all().forEach(picture ->
                    assertTrue(JUDGE.opinion(exact, picture).agrees(JUDGE.opinion(fast, picture))));
        }
    }

    @Test
    void whatAgreesTakesOver() {
        Acceleration chosen = Acceleration.of(JUDGE, Network.load(MODEL), () -> Optional.of(fast(Bfloat16.FIRST)));
        try (Network used = chosen.network()) {
            assertEquals("bfloat16", chosen.numbers());
            assertEquals(JUDGE.opinion(exact, LESION).malignancy(), JUDGE.opinion(used, LESION).malignancy(), 0.03);
        }
    }

    @Test
    void whatJudgesOtherwiseIsNotUsed() {
        Acceleration chosen = Acceleration.of(JUDGE, exact, () -> Optional.of(fast(0)));
        assertSame(exact, chosen.network());
        assertEquals("float32", chosen.numbers());
        assertEquals(7, exact.read(LESION).logits().length, "it is still open");
    }

    @Test
    void whatFailsOrHasNothingToGainIsNotUsed() {
        assertSame(exact, Acceleration.of(JUDGE, exact, Optional::empty).network());
        assertSame(exact, Acceleration.of(JUDGE, exact, () -> {
            throw new IllegalArgumentException("no such operation");
        }).network());
        Network closed = fast(Bfloat16.FIRST);
        closed.close();
        assertSame(exact, Acceleration.of(JUDGE, exact, () -> Optional.of(closed)).network());
    }

    /** So that a trial of them says something. */
    @Test
    void theDrawnPicturesAreOnBothSidesOfTheThreshold() {
        List<Opinion> opinions = DrawnLesion.all().map(picture -> JUDGE.opinion(exact, picture)).toList();
        assertTrue(opinions.stream().anyMatch(o -> o.malignancy() >= o.threshold()), opinions::toString);
        assertTrue(opinions.stream().anyMatch(o -> o.malignancy() < o.threshold()), opinions::toString);
        DrawnLesion.all().forEach(p -> assertInstanceOf(Inspection.Safe.class, Inspection.of(p.bytes())));
    }

    @Test
    void opinionsAgreeWhenNoVerdictCanDiffer() {
        Opinion opinion = new Opinion(0.5, 0.04, 0.9);
        assertTrue(opinion.agrees(new Opinion(0.51, 0.04, 0.92)));
        assertFalse(opinion.agrees(new Opinion(0.54, 0.04, 0.9)), "malignancy");
        assertFalse(opinion.agrees(new Opinion(0.5, 0.04, 0.96)), "strangeness");
        assertFalse(new Opinion(0.01, 0.04, 0.9).agrees(new Opinion(0.012, 0.04, 0.9)), "log-odds");
        assertTrue(new Opinion(1, 0.5, 0).agrees(new Opinion(1, 0.5, 0)));
        assertFalse(new Opinion(Double.NaN, 0.5, 0).agrees(new Opinion(Double.NaN, 0.5, 0)));
    }

    @Test
    void theModelTellsWhatItComputesIn(@TempDir Path folder) throws IOException {
        try (SavedModel slow = SavedModel.load(MODEL, Views.ONE, Precision.FLOAT32);
             SavedModel auto = SavedModel.load(MODEL, new Views(2), Precision.AUTO)) {
            assertEquals("float32", slow.card().getString("precision"));
            assertEquals(Bfloat16.isInProcessor() ? "bfloat16" : "float32", auto.card().getString("precision"));
            assertInstanceOf(Judged.class, auto.examine(PictureFactory.jpeg()));
        }
        Path json = TfjsWriter.write(folder.resolve("web"), TestModels.likeTheCourses(48), Quantised.NOT, 4 << 20);
        ModelImport.convert(json.toString(), folder.resolve("model"));
        try (SavedModel slow = SavedModel.load(folder.resolve("model"));
             SavedModel auto = SavedModel.load(folder.resolve("model"), Views.ONE, Precision.AUTO)) {
            assertEquals(malignancy(slow), malignancy(auto), 0.03);
        }
    }

    private static double malignancy(SavedModel model) {
        return assertInstanceOf(Judged.class, model.examine(PictureFactory.jpeg())).malignancy();
    }

    @Test
    void thereAreTwoPrecisions() {
        assertEquals(Precision.AUTO, Precision.of(" Auto "));
        assertEquals(Precision.FLOAT32, Precision.of("float32"));
        assertEquals("must be auto or float32, not 'bfloat16'",
                assertThrows(IllegalArgumentException.class, () -> Precision.of("bfloat16")).getMessage());
    }
}
