package io.nevus.picture;

import static io.nevus.picture.Inspections.assertSafe;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.EagerSession;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.DecodeJpeg;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/** TensorFlow's decoder and our readers have the same idea of a picture. */
class DecodingTest {

    private static final int MUTATIONS = 3_000;

    @TestFactory
    Stream<DynamicTest> decodesEveryGoodKind() {
        return PictureSamples.good().entrySet().stream().map(sample -> dynamicTest(sample.getKey(), () -> {
            Picture picture = assertSafe(sample.getValue());
            byte[] pixels = decoded(picture.bytes(), picture.width(), picture.height());
            // The mole is in the middle, the skin in the corner
            int middle = 3 * (picture.height() / 2 * picture.width() + picture.width() / 2);
            assertTrue(Byte.toUnsignedInt(pixels[middle]) < 140, "Brown: " + pixels[middle]);
            assertTrue(Byte.toUnsignedInt(pixels[0]) > 180, "Skin: " + pixels[0]);
        }));
    }

    @TestFactory
    Stream<DynamicTest> losesNoPixelOfAPng() {
        return PictureSamples.good().entrySet().stream().filter(sample -> sample.getKey().contains("PNG"))
                .map(sample -> dynamicTest(sample.getKey(), () -> {
                    Picture picture = assertSafe(sample.getValue());
                    assertArrayEquals(decoded(sample.getValue(), picture.width(), picture.height()),
                            decoded(picture.bytes(), picture.width(), picture.height()));
                }));
    }

    @Test
    void decodesMutationsToTheSizeTheySayOrNotAtAll() {
        AtomicInteger whole = new AtomicInteger();
        new Mutations(3, PictureSamples.good().values()).stream().map(Inspection::of)
                .mapMulti((Inspection inspection, Consumer<Picture> next) -> {
                    if (inspection instanceof Inspection.Safe(Picture picture)) {
                        next.accept(picture);
                    }
                })
                .limit(MUTATIONS)
                .forEach(picture -> {
                    try {
                        decoded(picture.bytes(), picture.width(), picture.height());
                        whole.incrementAndGet();
                    } catch (TFInvalidArgumentException _) {
                        // Damage that only decoding finds; the JVM is still alive
                    }
                });
        assertTrue(whole.get() > MUTATIONS / 2, "Only %d decoded".formatted(whole.get()));
    }

    /** Why we need not look for every fault: the decoder refuses what has no end, too. */
    @Test
    void doesNotDecodeWhatIsCutOff() {
        byte[] jpeg = PictureFactory.jpeg();
        assertThrows(TFInvalidArgumentException.class, () -> decoded(Arrays.copyOf(jpeg, jpeg.length / 2), 600, 450));
    }

    private static byte[] decoded(byte[] bytes, int width, int height) {
        try (EagerSession session = EagerSession.create();
                TString input = TString.tensorOfBytes(NdArrays.scalarOfObject(bytes))) {
            Ops tf = Ops.create(session);
            TUint8 pixels = tf.image.decodeJpeg(tf.constantOf(input), DecodeJpeg.channels(3L)).asTensor();
            assertEquals(height, pixels.shape().get(0));
            assertEquals(width, pixels.shape().get(1));
            assertEquals(3, pixels.shape().get(2));
            byte[] copy = new byte[(int) pixels.shape().size()];
            pixels.asRawTensor().data().read(copy);
            return copy;
        }
    }
}
