package io.nevus.train;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.op.image.DecodeJpeg;
import org.tensorflow.op.image.ScaleAndTranslate;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/** The part of the graph between a picture's bytes and the network, the same in training and in serving. */
final class Front {

    /** Transposition of (row, column, channel) for EXIF orientations 1 to 8. */
    private static final int[][] TRANSPOSITIONS = {
            {0, 1, 2}, {0, 1, 2}, {0, 1, 2}, {0, 1, 2}, {1, 0, 2}, {1, 0, 2}, {1, 0, 2}, {1, 0, 2}};
    /** Then the direction of rows and columns. */
    private static final int[][] DIRECTIONS = {
            {1, 1, 1}, {1, -1, 1}, {-1, -1, 1}, {-1, 1, 1}, {1, 1, 1}, {1, -1, 1}, {-1, -1, 1}, {-1, 1, 1}};

    private Front() {
    }

    /**
     * Decodes a JPEG or PNG, turns it upright and squeezes the whole of it into a square, averaging where it shrinks.
     *
     * @param bytes       one picture
     * @param orientation EXIF orientation, 1 to 8
     * @return float32 [size, size, 3], RGB from 0 to 255
     */
    static Operand<TFloat32> decode(Ops tf, Operand<TString> bytes, Operand<TInt32> orientation, int size) {
        Operand<TUint8> decoded = tf.image.decodeJpeg(bytes, DecodeJpeg.channels(3L));
        Operand<TInt32> shape = tf.shape(decoded);
        Operand<TFloat32> height = tf.dtypes.cast(tf.slice(shape, tf.array(0), tf.array(1)), TFloat32.class);
        Operand<TFloat32> width = tf.dtypes.cast(tf.slice(shape, tf.array(1), tf.array(1)), TFloat32.class);
        Operand<TFloat32> side = tf.constant((float) size);
        Operand<TFloat32> scale = tf.math.div(side, tf.concat(List.of(height, width), tf.constant(0)));
        Operand<TFloat32> square = tf.squeeze(tf.image.scaleAndTranslate(tf.expandDims(decoded, tf.constant(0)),
                tf.array(size, size), scale, tf.array(0f, 0f),
                ScaleAndTranslate.kernelType("triangle"), ScaleAndTranslate.antialias(true)));
        return tf.ensureShape(upright(tf, square, orientation), Shape.of(size, size, 3));
    }

    private static Operand<TFloat32> upright(Ops tf, Operand<TFloat32> square, Operand<TInt32> orientation) {
        Operand<TInt32> row = tf.math.sub(orientation, tf.constant(1));
        Operand<TInt32> transposition = tf.gather(tf.constant(TRANSPOSITIONS), row, tf.constant(0));
        Operand<TInt32> directions = tf.gather(tf.constant(DIRECTIONS), row, tf.constant(0));
        return tf.stridedSlice(tf.linalg.transpose(square, transposition), tf.array(0, 0, 0), tf.array(0, 0, 0),
                directions, StridedSlice.beginMask(0b111L), StridedSlice.endMask(0b111L));
    }

    /** From 0..255 to -1..1, which is what the network's ImageNet weights expect. */
    static Operand<TFloat32> normalise(Ops tf, Operand<TFloat32> pixels) {
        return tf.math.sub(tf.math.div(pixels, tf.constant(127.5f)), tf.constant(1f));
    }

    /**
     * What the eye would say of the picture, whatever it shows.
     *
     * @param square float32 [size, size, 3], RGB from 0 to 255
     * @return float32 [4]: mean luminance (0 to 255), its standard deviation, colourfulness (mean distance of the
     *         channels), sharpness (mean absolute Laplacian)
     */
    static Operand<TFloat32> quality(Ops tf, Operand<TFloat32> square, int size) {
        Operand<TFloat32> luminance = tf.reshape(tf.linalg.matMul(
                tf.reshape(square, tf.array(-1, 3)), tf.constant(new float[][] {{.299f}, {.587f}, {.114f}})),
                tf.array(1, size, size, 1));
        Operand<TInt32> all = tf.array(0, 1, 2, 3);
        Operand<TFloat32> mean = tf.math.mean(luminance, all);
        Operand<TFloat32> deviation = tf.math.sqrt(tf.math.mean(
                tf.math.squaredDifference(luminance, mean), all));
        Operand<TFloat32> channels = tf.math.mean(tf.math.abs(tf.linalg.matMul(tf.reshape(square, tf.array(-1, 3)),
                tf.constant(new float[][] {{1, 0}, {-1, 1}, {0, -1}}))), tf.array(0, 1));
        Operand<TFloat32> laplacian = tf.nn.conv2d(luminance, tf.reshape(
                tf.array(0f, 1f, 0f, 1f, -4f, 1f, 0f, 1f, 0f), tf.array(3, 3, 1, 1)),
                List.of(1L, 1L, 1L, 1L), "VALID");
        return tf.stack(List.of(mean, deviation, channels, tf.math.mean(tf.math.abs(laplacian), all)));
    }
}
