package io.nevus.tfjs;

import java.util.List;
import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.math.Mean;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Small networks of random weights for the tests. */
public final class TestModels {

    public static final String INPUT = "picture";
    public static final String OUTPUT = "Identity";
    private static final List<Long> ONCE = List.of(1L, 1L, 1L, 1L);
    private static final List<Long> TWICE = List.of(1L, 2L, 2L, 1L);

    private TestModels() {
    }

    /** The operations of the course's MobileNetV3: rescaling, hard-swish, squeeze and excite, pooling, one sigmoid. */
    public static GraphDef likeTheCourses(int size) {
        try (Graph graph = new Graph()) {
            var layers = new Layers(Ops.create(graph), new Random(7));
            Ops tf = layers.tf;
            Operand<TFloat32> x = tf.withName(INPUT).placeholder(TFloat32.class,
                    Placeholder.shape(Shape.of(-1, size, size, 3)));
            x = tf.math.add(tf.math.mul(x, tf.constant(1 / 127.5f)), tf.constant(-1f));
            x = layers.hardSwish(layers.biased(tf.nn.conv2d(x, layers.weights(0.3, 3, 3, 3, 8), TWICE, "SAME"), 8));
            x = layers.pad(x);
            x = tf.nn.relu6(layers.biased(tf.nn.depthwiseConv2dNative(x, layers.weights(0.5, 3, 3, 8, 1), TWICE, "VALID"), 8));
            x = tf.math.mul(x, layers.excitation(x));
            x = layers.biased(tf.nn.conv2d(x, layers.weights(0.4, 1, 1, 8, 8), ONCE, "SAME"), 8);
            x = tf.nn.relu(layers.biased(tf.nn.conv2d(x, layers.weights(0.4, 3, 3, 8, 6), ONCE, "VALID",
                    Conv2d.dilations(List.of(1L, 2L, 2L, 1L))), 6));
            x = layers.maxPool(x);
            x = tf.math.mean(x, tf.array(1, 2), Mean.keepDims(false));
            x = tf.nn.relu(layers.biased(tf.linalg.matMul(tf.reshape(x, tf.array(-1, 6)), layers.weights(0.5, 6, 5)), 5));
            x = layers.biased(tf.linalg.matMul(x, layers.weights(0.8, 1, 5), MatMul.transposeB(true)), 1);
            tf.withName(OUTPUT).identity(tf.math.sigmoid(x));
            return graph.toGraphDef();
        }
    }

    /** What else a classifier may be made of. */
    public static GraphDef ofOtherLayers(int size) {
        try (Graph graph = new Graph()) {
            var layers = new Layers(Ops.create(graph), new Random(11));
            Ops tf = layers.tf;
            Operand<TFloat32> picture = tf.withName(INPUT).placeholder(TFloat32.class,
                    Placeholder.shape(Shape.of(-1, size, size, 3)));
            Operand<TFloat32> x = tf.math.div(tf.math.sub(picture, tf.constant(127.5f)), tf.constant(63f));
            x = tf.nn.leakyRelu(layers.biased(tf.nn.conv2d(x, layers.weights(0.3, 3, 3, 3, 4), TWICE, "SAME"), 4));
            Operand<TFloat32> y = tf.nn.avgPool(x, List.of(1L, 3L, 3L, 1L),
                    TWICE, "SAME");
            Operand<TFloat32> z = tf.nn.elu(tf.nn.conv2d(x, layers.weights(0.4, 1, 1, 4, 4), TWICE, "SAME"));
            x = tf.concat(List.of(y, z), tf.constant(3));
            x = tf.math.mul(x, tf.math.rsqrt(tf.math.add(tf.math.mean(tf.math.square(x), tf.array(1, 2),
                    Mean.keepDims(true)), tf.constant(0.001f))));
            x = tf.math.maximum(tf.math.minimum(x, tf.constant(2f)), tf.constant(-2f));
            x = tf.nn.softmax(tf.reshape(tf.math.mean(x, tf.array(1, 2)), tf.array(-1, 8)));
            x = tf.linalg.matMul(tf.math.tanh(x), layers.weights(5, 8, 1));
            tf.withName(OUTPUT).squeeze(tf.math.sigmoid(x));
            return graph.toGraphDef();
        }
    }

    /** Two labels, each with a probability of its own. */
    public static GraphDef ofTwoSigmoids(int size) {
        try (Graph graph = new Graph()) {
            var layers = new Layers(Ops.create(graph), new Random(13));
            Ops tf = layers.tf;
            Operand<TFloat32> x = tf.withName(INPUT).placeholder(TFloat32.class,
                    Placeholder.shape(Shape.of(-1, size, size, 3)));
            x = tf.linalg.matMul(tf.math.mean(x, tf.array(1, 2)), layers.weights(0.01, 3, 2));
            tf.withName(OUTPUT).identity(tf.math.sigmoid(x));
            return graph.toGraphDef();
        }
    }

    private record Layers(Ops tf, Random random) {

        Operand<TFloat32> weights(double deviation, long... shape) {
            Shape whole = Shape.of(shape);
            float[] values = new float[(int) whole.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextGaussian() * deviation);
            }
            return tf.constant(whole, DataBuffers.of(values));
        }

        Operand<TFloat32> biased(Operand<TFloat32> x, int channels) {
            return tf.nn.biasAdd(x, weights(0.2, channels));
        }

        /** The older of two operations, as Keras and the converter write it; so is the next. */
        Operand<TFloat32> pad(Operand<TFloat32> x) {
            Operand<TInt32> paddings = tf.constant(new int[][] {{0, 0}, {0, 1}, {0, 1}, {0, 0}});
            return tf.scope().env().opBuilder("Pad", "Pad", tf.scope()).addInput(x.asOutput())
                    .addInput(paddings.asOutput()).build().<TFloat32>output(0);
        }

        Operand<TFloat32> maxPool(Operand<TFloat32> x) {
            return tf.scope().env().opBuilder("MaxPool", "MaxPool", tf.scope()).addInput(x.asOutput())
                    .setAttr("ksize", new long[] {1, 2, 2, 1}).setAttr("strides", new long[] {1, 2, 2, 1})
                    .setAttr("padding", "VALID").build().<TFloat32>output(0);
        }

        Operand<TFloat32> hardSwish(Operand<TFloat32> x) {
            return tf.math.mul(x, tf.math.mul(tf.nn.relu6(tf.math.add(x, tf.constant(3f))), tf.constant(1 / 6f)));
        }

        Operand<TFloat32> excitation(Operand<TFloat32> x) {
            Operand<TFloat32> mean = tf.math.mean(x, tf.array(1, 2), Mean.keepDims(true));
            Operand<TFloat32> less = tf.nn.relu(biased(tf.nn.conv2d(mean, weights(0.5, 1, 1, 8, 4), ONCE, "SAME"), 4));
            Operand<TFloat32> more = biased(tf.nn.conv2d(less, weights(0.5, 1, 1, 4, 8), ONCE, "SAME"), 8);
            return tf.math.mul(tf.nn.relu6(tf.math.add(more, tf.constant(3f))), tf.constant(1 / 6f));
        }
    }
}
