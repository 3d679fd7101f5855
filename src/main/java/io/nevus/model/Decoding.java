package io.nevus.model;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.op.image.DecodeJpeg;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;

/** The first part of every graph, in training and in serving: from a picture's bytes to upright pixels. */
public final class Decoding {

    /** Transposition of (row, column, channel) for EXIF orientations 1 to 8. */
    private static final int[][] TRANSPOSITIONS = {
            {0, 1, 2}, {0, 1, 2}, {0, 1, 2}, {0, 1, 2}, {1, 0, 2}, {1, 0, 2}, {1, 0, 2}, {1, 0, 2}};
    /** Then the direction of rows and columns. */
    private static final int[][] DIRECTIONS = {
            {1, 1, 1}, {1, -1, 1}, {-1, -1, 1}, {-1, 1, 1}, {1, 1, 1}, {1, -1, 1}, {-1, -1, 1}, {-1, 1, 1}};

    private Decoding() {
    }

    /**
     * Decodes a JPEG or PNG, squeezes the whole of it into a square and turns it upright.
     *
     * @param bytes       one picture
     * @param orientation EXIF orientation, 1 to 8
     * @return float32 [size, size, 3], RGB from 0 to 255
     */
    public static Operand<TFloat32> pixels(Ops tf, Operand<TString> bytes, Operand<TInt32> orientation, int size,
                                           Resizing resizing) {
        Operand<TFloat32> square = resizing.square(tf, tf.image.decodeJpeg(bytes, DecodeJpeg.channels(3L)), size);
        return tf.ensureShape(upright(tf, square, orientation), Shape.of(size, size, 3));
    }

    private static Operand<TFloat32> upright(Ops tf, Operand<TFloat32> square, Operand<TInt32> orientation) {
        Operand<TInt32> row = tf.math.sub(orientation, tf.constant(1));
        Operand<TInt32> transposition = tf.gather(tf.constant(TRANSPOSITIONS), row, tf.constant(0));
        Operand<TInt32> directions = tf.gather(tf.constant(DIRECTIONS), row, tf.constant(0));
        return tf.stridedSlice(tf.linalg.transpose(square, transposition), tf.array(0, 0, 0), tf.array(0, 0, 0),
                directions, StridedSlice.beginMask(0b111L), StridedSlice.endMask(0b111L));
    }
}
