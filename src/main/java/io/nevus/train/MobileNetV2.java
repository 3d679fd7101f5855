package io.nevus.train;

import io.nevus.triage.LesionClass;
import io.nevus.train.Weights.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.DepthwiseConv2dNative;
import org.tensorflow.types.TFloat32;

/**
 * MobileNetV2 1.0 (Sandler et al., 2018) with batch norm folded into its convolutions, and one linear layer on top.
 *
 * @param features float32 [batch, h/32, w/32, 1280], the last feature maps
 * @param texture  float32 [batch, 352], channel means of four inner layers, by which pictures of other things are known
 */
record MobileNetV2(Operand<TFloat32> features, Operand<TFloat32> texture) {

    static final int FEATURES = 1280;
    static final String HEAD_WEIGHT = "head.weight";
    static final String HEAD_BIAS = "head.bias";
    private static final int STEM = 32;
    private static final int CLASSES = LesionClass.values().length;
    private static final int[] CHANNELS = {16, 24, 24, 32, 32, 32, 64, 64, 64, 64, 96, 96, 96, 160, 160, 160, 320};
    private static final int[] STRIDES = {1, 2, 1, 2, 1, 1, 2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1};
    /** Early and late ones together tell photographs of other things from lesions best, whatever lies on these. */
    private static final List<Integer> TEXTURE_BLOCKS = List.of(5, 7, 10, 13);
    private static final int EXPANSION = 6;
    private static final double SHORTCUT_SHARE = 0.25;

    /**
     * How layers that see one pixel at a time are computed. The numbers are the same but for rounding; products are faster
     * with their gradients, and slower without, as TensorFlow fuses them with their bias (docs/performance.md).
     */
    enum Pointwise { CONVOLUTION, PRODUCT }

    /**
     * @param input     float32 [batch, h, w, 3], RGB from -1 to 1
     * @param parameter gives the variable or constant of a name
     */
    static MobileNetV2 build(Ops tf, Operand<TFloat32> input, Pointwise pointwise,
                             Function<String, Operand<TFloat32>> parameter) {
        var layers = new Layers(tf, pointwise, parameter);
        Operand<TFloat32> x = tf.nn.relu6(layers.convolution(input, "stem", 2));
        List<Operand<TFloat32>> texture = new ArrayList<>();
        int width = STEM;
        for (int block = 0; block < CHANNELS.length; block++) {
            Operand<TFloat32> y = x;
            if (block > 0) {
                y = tf.nn.relu6(layers.convolution(y, "block" + block + ".expand", 1));
            }
            y = tf.nn.relu6(layers.depthwise(y, "block" + block + ".depthwise", STRIDES[block]));
            y = layers.convolution(y, "block" + block + ".project", 1);
            x = STRIDES[block] == 1 && width == CHANNELS[block] ? tf.math.add(x, y) : y;
            width = CHANNELS[block];
            if (TEXTURE_BLOCKS.contains(block)) {
                texture.add(tf.math.mean(x, tf.array(1, 2)));
            }
        }
        Operand<TFloat32> features = tf.nn.relu6(layers.convolution(x, "last", 1));
        return new MobileNetV2(features, tf.concat(texture, tf.constant(1)));
    }

    /** Shapes of all parameters: convolutions are HWIO, depthwise ones 3, 3, C, 1. */
    static Map<String, long[]> shapes() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        layer(shapes, "stem", 3, 3, 3, STEM);
        int width = STEM;
        for (int block = 0; block < CHANNELS.length; block++) {
            int inner = block == 0 ? width : EXPANSION * width;
            if (block > 0) {
                layer(shapes, "block" + block + ".expand", 1, 1, width, inner);
            }
            layer(shapes, "block" + block + ".depthwise", 3, 3, inner, 1);
            layer(shapes, "block" + block + ".project", 1, 1, inner, CHANNELS[block]);
            width = CHANNELS[block];
        }
        layer(shapes, "last", 1, 1, width, FEATURES);
        shapes.put(HEAD_WEIGHT, new long[] {FEATURES, CLASSES});
        shapes.put(HEAD_BIAS, new long[] {CLASSES});
        return shapes;
    }

    private static void layer(Map<String, long[]> shapes, String name, long... kernel) {
        shapes.put(name + ".weight", kernel);
        shapes.put(name + ".bias", new long[] {name.endsWith("depthwise") ? kernel[2] : kernel[3]});
    }

    static boolean isHead(String parameter) {
        return parameter.startsWith("head.");
    }

    /**
     * Random numbers that keep the signal's variance after He et al. (2015); blocks with a shortcut start as little more
     * than that (Zhang et al., 2019), as there is no batch norm to tame their sum.
     */
    static Weights random(long seed) {
        Random random = new Random(seed);
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        shapes().forEach((name, shape) -> {
            Parameter parameter = Parameter.zeros(shape);
            if (name.endsWith(".weight") && !isHead(name)) {
                double deviation = deviation(name, shape);
                for (int i = 0; i < parameter.values().length; i++) {
                    parameter.values()[i] = (float) (random.nextGaussian() * deviation);
                }
            }
            parameters.put(name, parameter);
        });
        return new Weights(parameters);
    }

    private static boolean hasShortcut(String name) {
        if (!name.contains("project") || name.startsWith("block0.")) {
            return false;
        }
        int block = Integer.parseInt(name.substring("block".length(), name.indexOf('.')));
        return STRIDES[block] == 1 && CHANNELS[block] == CHANNELS[block - 1];
    }

    private static double deviation(String name, long[] shape) {
        boolean rectified = name.contains("depthwise") || name.contains("project");
        double fanIn = shape[0] * shape[1] * (name.contains("depthwise") ? 1 : shape[2]);
        return Math.sqrt((rectified ? 2 : 1) / fanIn) * (hasShortcut(name) ? SHORTCUT_SHARE : 1);
    }

    /** What training begins with: the body of ImageNet weights or, without a file of them, random numbers. */
    static Weights start(Optional<Path> imageNet, long seed) {
        return imageNet.map(file -> pretrained(Weights.read(file))).orElseGet(() -> random(seed));
    }

    /** The body of ImageNet weights with a new head. */
    static Weights pretrained(Weights imageNet) {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        shapes().forEach((name, shape) -> parameters.put(name,
                isHead(name) ? Parameter.zeros(shape) : imageNet.get(name)));
        return new Weights(parameters);
    }

    private record Layers(Ops tf, Pointwise pointwise, Function<String, Operand<TFloat32>> parameter) {

        Operand<TFloat32> convolution(Operand<TFloat32> x, String name, long stride) {
            return stride == 1 && pointwise == Pointwise.PRODUCT ? product(x, name)
                    : tf.nn.biasAdd(tf.nn.conv2d(x, parameter.apply(name + ".weight"),
                            List.of(1L, stride, stride, 1L), "SAME"), parameter.apply(name + ".bias"));
        }

        private Operand<TFloat32> product(Operand<TFloat32> x, String name) {
            Operand<TFloat32> kernel = parameter.apply(name + ".weight");
            long inputs = kernel.shape().get(2);
            long outputs = kernel.shape().get(3);
            Operand<TFloat32> y = tf.linalg.matMul(tf.reshape(x, tf.array(-1, inputs)),
                    tf.reshape(kernel, tf.array(inputs, outputs)));
            return tf.reshape(tf.math.add(y, parameter.apply(name + ".bias")),
                    tf.array(-1, x.shape().get(1), x.shape().get(2), outputs));
        }

        Operand<TFloat32> depthwise(Operand<TFloat32> x, String name, long stride) {
            DepthwiseConv2dNative<TFloat32> y = tf.nn.depthwiseConv2dNative(x, parameter.apply(name + ".weight"),
                    List.of(1L, stride, stride, 1L), "SAME");
            return tf.nn.biasAdd(y, parameter.apply(name + ".bias"));
        }
    }
}
