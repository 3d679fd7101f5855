package io.nevus.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/** Two blocks as in the network, with random weights. */
class RoundingTest {

    private static final int SIDE = 16;
    private static final List<Long> STEP = List.of(1L, 1L, 1L, 1L);
    private static final List<String> OUTPUTS = List.of("pooled", "features");

    private final Random random = new Random(3);
    private final GraphDef exact = graph();
    private final Set<String> names = Set.of("Conv2d", "DepthwiseConv2dNative", "Conv2d_1", "Conv2d_2",
            "DepthwiseConv2dNative_1", "Conv2d_3");

    private GraphDef graph() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> in = tf.identity(tf.withName("in").placeholder(TFloat32.class,
                    Placeholder.shape(Shape.of(1, SIDE, SIDE, 8)))); // what is fed cannot be fetched
            Operand<TFloat32> first = block(tf, in);
            Operand<TFloat32> second = tf.math.add(first, block(tf, first));
            tf.withName("pooled").math.mean(second, tf.array(1, 2));
            tf.withName("features").math.mean(tf.nn.relu6(biased(tf, tf.nn.conv2d(second, weights(tf, 1, 1, 8, 5), STEP,
                    "SAME"), 5)), tf.array(1, 2));
            return graph.toGraphDef();
        }
    }

    private Operand<TFloat32> block(Ops tf, Operand<TFloat32> in) {
        Operand<TFloat32> wide = tf.nn.relu6(biased(tf, tf.nn.conv2d(in, weights(tf, 1, 1, 8, 48), STEP, "SAME"), 48));
        Operand<TFloat32> seen = tf.nn.relu6(biased(tf,
                tf.nn.depthwiseConv2dNative(wide, weights(tf, 3, 3, 48, 1), STEP, "SAME"), 48));
        return biased(tf, tf.nn.conv2d(seen, weights(tf, 1, 1, 48, 8), STEP, "SAME"), 8);
    }

    private Operand<TFloat32> biased(Ops tf, Operand<TFloat32> in, int channels) {
        return tf.nn.biasAdd(in, weights(tf, channels));
    }

    private Operand<TFloat32> weights(Ops tf, long... sizes) {
        Shape shape = Shape.of(sizes);
        try (TFloat32 values = TFloat32.tensorOf(shape, DataBuffers.of(numbers(shape.size(), 0.3), true, false))) {
            return tf.constantOf(values);
        }
    }

    private float[] numbers(long count, double deviation) {
        float[] numbers = new float[Math.toIntExact(count)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) (deviation * random.nextGaussian() + 0.1);
        }
        return numbers;
    }

    private GraphDef rounded() {
        Function<List<String>, List<float[]>> means = tensors -> run(exact, tensors, new Random(1)).stream()
                .map(values -> channelMeans(values, values.length / SIDE / SIDE)).toList();
        return Rounding.round(exact, Convolution.all(exact, names), means);
    }

    private static float[] channelMeans(float[] values, int channels) {
        float[] means = new float[channels];
        for (int i = 0; i < values.length; i++) {
            means[i % channels] += values[i] / SIDE / SIDE;
        }
        return means;
    }

    private GraphDef eachToTheNearest() {
        GraphDef.Builder graph = exact.toBuilder();
        for (NodeDef.Builder node : graph.getNodeBuilderList()) {
            if (Constant.is(node.build())) {
                Constant constant = Constant.of(node.build());
                for (int i = 0; i < constant.values().length; i++) {
                    constant.values()[i] = Bfloat16.nearest(constant.values()[i]);
                }
                node.mergeFrom(constant.node(node.getName()));
            }
        }
        return graph.build();
    }

    private static List<float[]> run(GraphDef definition, List<String> outputs, Random random) {
        float[] in = new float[SIDE * SIDE * 8];
        for (int i = 0; i < in.length; i++) {
            in[i] = (float) (i % 8 / 4.0 + 0.3 * random.nextGaussian());
        }
        try (Graph graph = new Graph()) {
            graph.importGraphDef(definition);
            try (Session session = new Session(graph);
                 TFloat32 fed = TFloat32.tensorOf(Shape.of(1, SIDE, SIDE, 8), DataBuffers.of(in))) {
                Session.Runner runner = session.runner().feed("in", fed);
                outputs.forEach(runner::fetch);
                try (Result result = runner.run()) {
                    return Stream.iterate(0, i -> i + 1).limit(outputs.size())
                            .map(i -> Network.floats(result.get(i))).toList();
                }
            }
        }
    }

    /** Of all outputs, for inputs that the rounding was not made for. */
    private double error(GraphDef other) {
        double squares = 0;
        for (int seed = 10; seed < 15; seed++) {
            List<float[]> wanted = run(exact, OUTPUTS, new Random(seed));
            List<float[]> got = run(other, OUTPUTS, new Random(seed));
            for (int i = 0; i < OUTPUTS.size(); i++) {
                for (int k = 0; k < wanted.get(i).length; k++) {
                    squares += Math.pow(wanted.get(i)[k] - got.get(i)[k], 2);
                }
            }
        }
        return Math.sqrt(squares);
    }

    @Test
    void errorsOfConstantsCancel() {
        double usual = error(eachToTheNearest());
        double here = error(rounded());
        assertTrue(here < 0.67 * usual, here + " and " + usual);
    }

    @Test
    void nothingIsLeftToRound() {
        Convolution.all(rounded(), names).values().forEach(convolution -> {
            for (float weight : convolution.weights().values()) {
                assertEquals(Bfloat16.nearest(weight), weight);
            }
            for (float bias : convolution.bias().values()) {
                assertEquals(Bfloat16.nearest(bias), bias);
            }
        });
    }

    @Test
    void constantsOfOthersStay() {
        Convolution last = Convolution.all(rounded(), Set.of("Conv2d_4")).get("Conv2d_4");
        Convolution before = Convolution.all(exact, Set.of("Conv2d_4")).get("Conv2d_4");
        assertTrue(Arrays.equals(before.weights().values(), last.weights().values()));
        assertTrue(Arrays.equals(before.bias().values(), last.bias().values()));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "1.001, 1, 1.0078125", "-1.001, -1, -1.0078125", "0.9999, 1, 0.99609375",
        "1.00390625, 1, 1.0078125", "1.01171875, 1.015625, 1.0078125", "0, 0, 0"})
    void aNumberIsBetweenTwo(float number, float nearest, float other) {
        assertEquals(nearest, Bfloat16.nearest(number));
        assertEquals(other, Bfloat16.other(nearest, number));
    }
}
