package io.nevus.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.picture.PictureFactory;
import io.nevus.tfjs.OwnNetwork;
import io.nevus.tfjs.Quantised;
import io.nevus.tfjs.TensorFlowJs;
import io.nevus.tfjs.TestModels;
import io.nevus.tfjs.TfjsWriter;
import io.nevus.triage.Examination.Judged;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.proto.GraphDef;

/** Imported models say what TensorFlow.js says of the same picture. */
@Execution(ExecutionMode.CONCURRENT)
class TfjsAgreementTest {

    private static final double PROMISED = 1e-4;
    private static final int SIZE = 61;
    /**
     * Sides that have no divisor in common with the networks': where they have, some pixels lie exactly between two, and
     * JavaScript picks them in 64 bits, but TensorFlow, as in the course's server, in 32.
     */
    private static final List<BufferedImage> PICTURES =
            List.of(PictureFactory.lesion(299, 221), PictureFactory.lesion(171, 193));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void aNetworkLikeTheCourses(Quantised quantised) throws Exception {
        agrees(TestModels.likeTheCourses(SIZE), SIZE, quantised);
    }

    @Test
    void aNetworkOfOtherLayers() throws Exception {
        agrees(TestModels.ofOtherLayers(SIZE), SIZE, Quantised.NOT);
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT", "UINT8"})
    void ourOwnNetwork(Quantised quantised) throws Exception {
        agrees(OwnNetwork.withOneOutput(), OwnNetwork.SIZE, quantised);
    }

    private void agrees(GraphDef graph, int size, Quantised quantised) throws Exception {
        TensorFlowJs reference = TensorFlowJs.install();
        Path modelJson = TfjsWriter.write(folder.resolve("web"), graph, quantised, 4 << 20);
        ModelImport.convert(modelJson.toString(), folder.resolve("model"));
        try (SavedModel model = SavedModel.load(folder.resolve("model"))) {
            for (BufferedImage picture : PICTURES) {
                Judged judged = assertInstanceOf(Judged.class, model.examine(PictureFactory.png(picture)));
                double expected = reference.predict(modelJson, picture, size);
                assertTrue(expected > 0.001 && expected < 0.999, "must be able to tell a difference: " + expected);
                assertEquals(expected, judged.malignancy(), PROMISED);
            }
        }
    }
}
