package io.nevus.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.picture.Inspection;
import io.nevus.picture.Picture;
import io.nevus.picture.PictureFactory;
import io.nevus.tfjs.Quantised;
import io.nevus.tfjs.TestModels;
import io.nevus.tfjs.TfjsWriter;
import io.nevus.triage.Examination.Judged;
import io.nevus.triage.HeatMap;
import io.nevus.triage.Reading;
import io.nevus.triage.Triage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The model that comes with Nevus, and an imported one, look at drawn pictures from several sides. */
class ViewsTest {

    private static final Path MODEL = Path.of("model");
    private static final Views EIGHT = new Views(8);
    private static final byte[] LESION = PictureFactory.jpeg(PictureFactory.lesion(400, 300, 110, 90, 60));
    private static final Triage TRIAGE = ModelCard.read(MODEL).triage();
    private static Network network;

    @BeforeAll
    static void load() {
        network = Network.load(MODEL);
    }

    @AfterAll
    static void close() {
        network.close();
    }

    private static Picture picture(byte[] bytes) {
        return assertInstanceOf(Inspection.Safe.class, Inspection.of(bytes)).picture();
    }

    /** Another picture: a viewer shows it flipped or turned. */
    private static Picture copy(int orientation) {
        return picture(PictureFactory.withOrientation(LESION, orientation));
    }

    private static HeatMap heat(Reading reading) {
        return assertInstanceOf(Judged.class, TRIAGE.examine(reading)).heatMap().orElseThrow();
    }

    private static double malignancy(Reading reading) {
        return TRIAGE.calibration().malignancy(reading.logits());
    }

    /** Lesions in the four corners, in a picture that itself is stored in eight ways. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyViewLightsUpWhereTheLesionIs(int view) {
        for (int i = 0; i < 8; i++) {
            boolean left = i % 2 == 0;
            boolean upper = i % 4 < 2;
            byte[] bytes = PictureFactory.rotatedJpeg(
                    PictureFactory.lesion(400, 300, left ? 115 : 285, upper ? 95 : 205, 60), 1 + i);
            HeatMap map = heat(Views.read(network, picture(bytes), Orientation.of(view)));
            double column = mean(map, p -> (p % map.columns() + 0.5) / map.columns());
            double row = mean(map, p -> (p / map.columns() + 0.5) / map.rows());
            assertTrue(left ? column < 0.48 : column > 0.52, "column " + column + " of picture " + i);
            assertTrue(upper ? row < 0.48 : row > 0.52, "row " + row + " of picture " + i);
        }
    }

    private static double mean(HeatMap map, IntToDoubleFunction place) {
        double sum = map.values().stream().mapToDouble(v -> v).sum();
        return IntStream.range(0, map.values().size())
                .mapToDouble(i -> map.values().get(i) * place.applyAsDouble(i)).sum() / sum;
    }

    @Test
    void oneViewIsThePictureAsItIs() {
        Reading plain = network.read(copy(6));
        Reading viewed = Views.ONE.read(network, copy(6));
        assertArrayEquals(plain.logits(), viewed.logits());
        assertArrayEquals(plain.activations(), viewed.activations());
        assertEquals(plain.strangeness(), viewed.strangeness());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void theMeanIsThatOfTheTurnedCopies(int count) {
        List<Reading> copies = IntStream.rangeClosed(1, count).mapToObj(o -> network.read(copy(o))).toList();
        Reading mean = new Views(count).read(network, copy(1));
        for (int i = 0; i < mean.logits().length; i++) {
            int place = i;
            assertEquals(average(copies, c -> c.logits()[place]), mean.logits()[i], 1e-4);
        }
        assertEquals(average(copies, Reading::strangeness), mean.strangeness(), 1e-4);
        copies.forEach(c -> assertEquals(c.quality().sharpness(), mean.quality().sharpness(), 1e-2));
    }

    private static double average(List<Reading> readings, ToDoubleFunction<Reading> value) {
        return readings.stream().mapToDouble(value).average().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void turnedCopiesAreJudgedAlikeAndTheirHeatTurnsWithThem(int count) {
        Reading upright = new Views(count).read(network, copy(1));
        double most = 0;
        for (int o = 1; o <= count; o++) {
            Reading turned = new Views(count).read(network, copy(o));
            assertEquals(malignancy(upright), malignancy(turned), 1e-5);
            assertArrayEquals(Orientation.of(o).turn(upright.activations(), upright.rows(), upright.columns()),
                    turned.activations(), 1e-3f);
            most = Math.max(most, Math.abs(malignancy(upright) - malignancy(network.read(copy(o)))));
        }
        assertTrue(most > 1e-4, "with one view they are not");
    }

    @Test
    void anImportedModelGivesTheMeanProbability(@TempDir Path folder) throws IOException {
        Path json = TfjsWriter.write(folder.resolve("web"), TestModels.likeTheCourses(48), Quantised.NOT, 4 << 20);
        Path directory = folder.resolve("model");
        ModelImport.convert(json.toString(), directory);
        try (SavedModel one = SavedModel.load(directory);
             SavedModel eight = SavedModel.load(directory, EIGHT, Precision.FLOAT32)) {
            double[] alone = IntStream.rangeClosed(1, 8).mapToDouble(o -> malignancy(one, o)).toArray();
            assertTrue(IntStream.of(1, 7).anyMatch(i -> Math.abs(alone[i] - alone[0]) > 1e-6), "the views differ");
            assertEquals(IntStream.range(0, 8).mapToDouble(i -> alone[i]).average().orElseThrow(),
                    malignancy(eight, 1), 1e-6);
            assertEquals(malignancy(eight, 1), malignancy(eight, 7), 1e-6);
            assertEquals(8, eight.card().getInt("views"));
            assertEquals(1, one.card().getInt("views"));
        }
    }

    private static double malignancy(SavedModel model, int orientation) {
        return assertInstanceOf(Judged.class, model.examine(PictureFactory.withOrientation(LESION, orientation)))
                .malignancy();
    }

    @Test
    void thereAreOneTwoFourOrEight() {
        assertEquals(EIGHT, Views.of(" 8 "));
        assertEquals(Views.ONE, Views.of("1"));
        for (String wrong : List.of("", "0", "3", "16", "-8", "+8", "08", "8.0", "all", "99999999999")) {
            assertEquals("must be 1, 2, 4 or 8, not '" + wrong + "'",
                    assertThrows(IllegalArgumentException.class, () -> Views.of(wrong)).getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> new Views(0));
    }
}
