package io.nevus.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.picture.PictureFactory;
import io.nevus.triage.Examination.Judged;
import io.nevus.triage.Examination.Refused;
import io.nevus.triage.HeatMap;
import io.nevus.triage.LesionClass;
import io.nevus.triage.Refusal.Reason;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The model that comes with Nevus, on drawn pictures. */
class ShippedModelTest {

    private static SavedModel model;

    @BeforeAll
    static void load() {
        model = SavedModel.load(Path.of("model"));
    }

    @AfterAll
    static void close() {
        model.close();
    }

    private static Judged judged(byte[] picture) {
        return assertInstanceOf(Judged.class, model.examine(picture));
    }

    private static Reason refused(byte[] picture) {
        return assertInstanceOf(Refused.class, model.examine(picture)).refusal().reason();
    }

    @Test
    void judgesADrawnLesion() {
        Judged judged = judged(PictureFactory.jpeg());
        assertEquals(1, judged.probabilities().values().stream().mapToDouble(p -> p).sum(), 1e-6);
        double malignant = judged.probabilities().entrySet().stream().filter(e -> e.getKey().malignant())
                .mapToDouble(Map.Entry::getValue).sum();
        assertEquals(malignant, judged.malignancy(), 1e-6);
        assertEquals(LesionClass.values().length, judged.probabilities().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
    void aTurnedPhotographIsJudgedAsItIsSeen(int orientation) {
        BufferedImage image = PictureFactory.lesion(400, 300, 120, 100, 60);
        Judged upright = judged(PictureFactory.rotatedJpeg(image, 1));
        Judged turned = judged(PictureFactory.rotatedJpeg(image, orientation));
        assertEquals(upright.malignancy(), turned.malignancy(), 0.05);
        assertEquals(column(upright.heatMap().orElseThrow()), column(turned.heatMap().orElseThrow()), 0.06);
        assertEquals(row(upright.heatMap().orElseThrow()), row(turned.heatMap().orElseThrow()), 0.06);
    }

    @Test
    void theHeatMapLightsUpWhereTheLesionIs() {
        HeatMap left = judged(PictureFactory.jpeg(PictureFactory.lesion(400, 300, 110, 150, 60))).heatMap().orElseThrow();
        HeatMap right = judged(PictureFactory.jpeg(PictureFactory.lesion(400, 300, 290, 150, 60))).heatMap().orElseThrow();
        assertTrue(column(left) < 0.48, "left: " + column(left));
        assertTrue(column(right) > 0.52, "right: " + column(right));
    }

    /** The mean column of the heat, 0 (left border) to 1. */
    private static double column(HeatMap map) {
        return mean(map, i -> (i % map.columns() + 0.5) / map.columns());
    }

    /** The mean row of the heat, 0 (upper border) to 1. */
    private static double row(HeatMap map) {
        return mean(map, i -> (i / map.columns() + 0.5) / map.rows());
    }

    private static double mean(HeatMap map, IntToDoubleFunction place) {
        double sum = map.values().stream().mapToDouble(v -> v).sum();
        return IntStream.range(0, map.values().size()).mapToDouble(i -> map.values().get(i) * place.applyAsDouble(i)).sum()
                / sum;
    }

    @Test
    void whatCannotBeJudgedIsRefused() {
        BufferedImage lesion = PictureFactory.lesion(400, 300);
        assertEquals(Reason.DARK, refused(PictureFactory.jpeg(PictureFactory.lit(lesion, 0.1))));
        assertEquals(Reason.NOT_COLOUR, refused(PictureFactory.greyJpeg(lesion)));
        assertEquals(Reason.BLURRED, refused(PictureFactory.jpeg(PictureFactory.uniform(400, 300, new Color(220, 170, 150)))));
        assertEquals(Reason.NOT_A_LESION, refused(PictureFactory.png(noise())));
        assertEquals(Reason.UNREADABLE, refused(new byte[0]));
    }

    private static BufferedImage noise() {
        BufferedImage image = new BufferedImage(300, 300, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(4);
        for (int i = 0; i < 300 * 300; i++) {
            image.setRGB(i % 300, i / 300, random.nextInt(0x1000000));
        }
        return image;
    }

    @Test
    void manyMayAskAtOnce() throws Exception {
        byte[] picture = PictureFactory.jpeg();
        double alone = judged(picture).malignancy();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 40).mapToObj(_ -> clients.submit(() -> judged(picture).malignancy())).toList();
            for (var answer : answers) {
                assertEquals(alone, answer.get(), 1e-5);
            }
        }
    }

    @Test
    void theCardFitsTheFilesAndTheRepositoryStaysLight() throws IOException {
        assertTrue(Files.size(Path.of("model/saved_model.pb")) < 10_000_000);
        assertTrue(model.card().getJsonObject("files").containsKey("README.md"));
    }
}
