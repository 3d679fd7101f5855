package io.nevus.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.picture.DataSets;
import io.nevus.picture.PictureFactory;
import io.nevus.triage.Examination.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the shipped model refuses of pictures that it was not trained on. */
@Execution(ExecutionMode.CONCURRENT)
class RealPicturesTest {

    private static double refused(List<byte[]> pictures) {
        try (SavedModel model = SavedModel.load(Path.of("model"))) {
            return pictures.stream().mapToInt(picture -> model.examine(picture) instanceof Refused ? 1 : 0)
                    .average().orElseThrow();
        }
    }

    private static void assertBetween(double least, double most, double share) {
        assertTrue(share >= least && share <= most, "%.1f %% are refused".formatted(100 * share));
    }

    @Test
    void everydayThingsAreRefused() throws IOException {
        assertBetween(0.9, 1, refused(DataSets.pictures("not-skin", 1)));
    }

    @Test
    void lesionsAreJudged() throws IOException {
        assertBetween(0, 0.03, refused(DataSets.pictures("isic2018-validation", 1)));
    }

    @ParameterizedTest
    @EnumSource
    void lesionsAreJudgedAsTheyMayWellCome(Surroundings surroundings) throws IOException {
        List<byte[]> copies = new ArrayList<>();
        for (byte[] picture : DataSets.pictures("isic2018-validation", 2)) {
            copies.add(PictureFactory.jpeg(surroundings.of(ImageIO.read(new ByteArrayInputStream(picture)))));
        }
        assertBetween(0, 0.1, refused(copies));
    }
}
