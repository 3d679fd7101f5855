package io.nevus.train;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The part of the graph between a picture's pixels and the network, the same in training and in serving. */
final class Front {

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
