package io.nevus.train;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The part of the graph between a picture's pixels and the network, the same in training and in serving. */
final class Front {

    private static final float[] LUMINANCE = {.299f, .587f, .114f};
    private static final int MOST_TOGETHER = 8;

    private Front() {
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
        Operand<TFloat32> luminance = luminance(tf, square, size);
        Operand<TInt32> all = tf.array(0, 1);
        Operand<TFloat32> mean = tf.math.mean(luminance, all);
        Operand<TFloat32> deviation = tf.math.sqrt(tf.math.mean(
                tf.math.squaredDifference(luminance, mean), all));
        Operand<TFloat32> channels = tf.math.mean(tf.math.abs(tf.linalg.matMul(tf.reshape(square, tf.array(-1, 3)),
                tf.constant(new float[][] {{1, 0}, {-1, 1}, {0, -1}}))), all);
        Operand<TFloat32> sharpness = tf.math.mean(tf.math.abs(laplacian(tf, luminance, size)), all);
        return tf.stack(List.of(mean, deviation, channels, sharpness));
    }

    /** The product takes as many pixels at once as divide the square: one at a time takes three times as long. */
    private static Operand<TFloat32> luminance(Ops tf, Operand<TFloat32> square, int size) {
        int together = Math.min(MOST_TOGETHER, Integer.lowestOneBit(size * size));
        float[][] weights = new float[together * LUMINANCE.length][together];
        for (int i = 0; i < weights.length; i++) {
            weights[i][i / LUMINANCE.length] = LUMINANCE[i % LUMINANCE.length];
        }
        Operand<TFloat32> pixels = tf.reshape(square, tf.array(-1, weights.length));
        return tf.reshape(tf.linalg.matMul(pixels, tf.constant(weights)), tf.array(size, size));
    }

    /** Sums of shifted copies: a convolution of one channel takes twice as long. */
    private static Operand<TFloat32> laplacian(Ops tf, Operand<TFloat32> x, int size) {
        Operand<TFloat32> around = tf.math.addN(List.of(part(tf, x, 0, 1, size), part(tf, x, 2, 1, size),
                part(tf, x, 1, 0, size), part(tf, x, 1, 2, size)));
        return tf.math.sub(around, tf.math.mul(part(tf, x, 1, 1, size), tf.constant(4f)));
    }

    private static Operand<TFloat32> part(Ops tf, Operand<TFloat32> x, int row, int column, int size) {
        return tf.slice(x, tf.array(row, column), tf.array(size - 2, size - 2));
    }
}
