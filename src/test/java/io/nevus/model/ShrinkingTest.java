package io.nevus.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.picture.Inspection;
import io.nevus.picture.Picture;
import io.nevus.picture.Picture.Format;
import io.nevus.picture.PictureFactory;
import io.nevus.tfjs.Quantised;
import io.nevus.tfjs.TestModels;
import io.nevus.tfjs.TfjsWriter;
import io.nevus.triage.Reading;
import io.nevus.triage.Triage;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.exceptions.TFInvalidArgumentException;

/** Big photographs are judged as small ones of the same thing, in little more time. */
class ShrinkingTest {

    private static final Path MODEL = Path.of("model");
    private static final Triage TRIAGE = ModelCard.read(MODEL).triage();
    private static final BufferedImage BIG = enlarged(PictureFactory.lesion(600, 450, 180, 150, 90), 4000, 3000);
    private static Network network;

    @BeforeAll
    static void load() {
        network = Network.load(MODEL);
    }

    @AfterAll
    static void close() {
        network.close();
    }

    private static BufferedImage enlarged(BufferedImage image, int width, int height) {
        var enlarged = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = enlarged.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.drawImage(image, 0, 0, width, height, null);
        pen.dispose();
        return enlarged;
    }

    private static Picture picture(byte[] bytes) {
        return assertInstanceOf(Inspection.Safe.class, Inspection.of(bytes)).picture();
    }

    private static double malignancy(Reading reading) {
        return TRIAGE.calibration().malignancy(reading.logits());
    }

    /** Twice the 224 pixels that are judged stay on each side. */
    @ParameterizedTest
    @CsvSource({"600, 450, 1", "64, 64, 1", "895, 4000, 1", "896, 4000, 2", "1024, 768, 1", "1200, 900, 2",
            "1791, 1800, 2", "1792, 1800, 4", "4000, 3000, 4", "3000, 4000, 4", "3584, 3584, 8", "8192, 6144, 8"})
    void thePartOfAJpegThatIsDecodedFollowsFromItsSize(int width, int height, int ratio) {
        Shrinking shrinking = new Shrinking("DecodeJpeg:0", "ScaleAndTranslate:0", 224);
        assertEquals(ratio, shrinking.ratio(new Picture(new byte[0], Format.JPEG, width, height, 1)));
        assertEquals(1, shrinking.ratio(new Picture(new byte[0], Format.PNG, width, height, 1)));
    }

    @Test
    void bigAndSmallAreJudgedAlike() {
        Reading whole = network.read(picture(PictureFactory.png(BIG)));
        Reading shrunk = network.read(picture(PictureFactory.jpeg(BIG)));
        assertEquals(malignancy(whole), malignancy(shrunk), 0.01);
        assertEquals(whole.strangeness(), shrunk.strangeness(), 0.05);
        assertEquals(whole.quality().luminance(), shrunk.quality().luminance(), 0.5);
        assertEquals(whole.quality().sharpness(), shrunk.quality().sharpness(), 0.3);
        Reading small = network.read(picture(PictureFactory.jpeg(PictureFactory.lesion(600, 450, 180, 150, 90))));
        assertEquals(malignancy(small), malignancy(shrunk), 0.03);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 6, 8})
    void aBigPhotographOnItsSideIsTurned(int orientation) {
        Reading upright = network.read(picture(PictureFactory.jpeg(BIG)));
        Reading turned = network.read(picture(PictureFactory.rotatedJpeg(BIG, orientation)));
        assertEquals(malignancy(upright), malignancy(turned), 0.01);
        assertEquals(upright.activations()[0], turned.activations()[0], 0.3);
    }

    @Test
    void aBigJpegThatIsCutOffIsRefusedAsASmallOneIs() {
        byte[] bytes = PictureFactory.jpeg(BIG);
        Picture cut = new Picture(Arrays.copyOf(bytes, bytes.length / 2), Format.JPEG, 4000, 3000, 1);
        assertThrows(TFInvalidArgumentException.class, () -> network.read(cut));
    }

    /** A TensorFlow.js model is judged by single pixels, as its maker sees it judged. */
    @Test
    void whatPicksSinglePixelsGetsThemAll(@TempDir Path folder) throws IOException {
        Path json = TfjsWriter.write(folder.resolve("web"), TestModels.likeTheCourses(48), Quantised.NOT, 4 << 20);
        Path directory = folder.resolve("model");
        ModelImport.convert(json.toString(), directory);
        try (SavedModelBundle picking = SavedModelBundle.load(directory.toString(), "serve");
             SavedModelBundle averaging = SavedModelBundle.load(MODEL.toString(), "serve")) {
            assertTrue(Shrinking.of(picking.graph()).isEmpty());
            assertEquals(224, Shrinking.of(averaging.graph()).orElseThrow().side());
        }
    }
}
