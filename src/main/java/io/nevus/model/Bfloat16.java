package io.nevus.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Turns a graph's later convolutions to bfloat16. Own code, because TensorFlow's own rewriter converts all that it can:
 * the first layers, too, which make most of the error, and the measures of light and sharpness. And it rounds constants
 * each for itself.
 */
final class Bfloat16 {

    /**
     * The share of the convolutions that stays as it is: of 53 the first 3, up to the first narrow layer. What goes into
     * the second and third makes the log-odds of malignancy err by 0.03 each when rounded, into all others by 0.01.
     */
    static final double FIRST = 0.06;
    private static final Set<String> CONVOLUTIONS = Set.of("Conv2D", "DepthwiseConv2dNative");
    private static final Set<String> FOLLOWERS = Set.of("BiasAdd", "Relu", "Relu6");
    private static final int LOST_BITS = 16;
    private static final AttrValue WIDE = AttrValue.newBuilder().setType(DataType.DT_FLOAT).build();
    private static final AttrValue NARROW = AttrValue.newBuilder().setType(DataType.DT_BFLOAT16).build();

    private final Set<String> narrow;
    private final Set<String> casts = new HashSet<>();
    private final GraphDef.Builder converted;

    private Bfloat16(GraphDef graph, Set<String> narrow) {
        this.narrow = narrow;
        this.converted = graph.toBuilder().clearNode();
    }

    /** Whether the processor multiplies such numbers and oneDNN may use it; elsewhere they would only be slower. */
    static boolean isInProcessor() {
        if ("0".equals(System.getenv("TF_ENABLE_ONEDNN_OPTS"))) {
            return false;
        }
        try {
            String facts = Files.readString(Path.of("/proc/cpuinfo"));
            return facts.contains("avx512_bf16") || facts.contains("amx_bf16");
        } catch (IOException e) {
            return false; // not Linux
        }
    }

    /**
     * Empty when there is nothing to convert.
     *
     * @param first share of the convolutions that stays as it is
     * @param means of the channels of tensors, given their names
     */
    static Optional<GraphDef> convert(GraphDef graph, double first, Function<List<String>, List<float[]>> means) {
        Set<String> narrow = convolutions(graph, first);
        if (narrow.isEmpty()) {
            return Optional.empty();
        }
        GraphDef rounded = Rounding.round(graph, Convolution.all(graph, narrow), means);
        addFollowers(rounded, narrow);
        Bfloat16 conversion = new Bfloat16(rounded, narrow);
        rounded.getNodeList().forEach(conversion::convert);
        return Optional.of(conversion.converted.build());
    }

    /** Of two as near the one whose last bit is 0. */
    static float nearest(float value) {
        int bits = Float.floatToRawIntBits(value);
        int half = (1 << LOST_BITS - 1) - 1 + (bits >>> LOST_BITS & 1);
        return Float.intBitsToFloat(bits + half >> LOST_BITS << LOST_BITS);
    }

    /** The one on the other side of a value that was rounded. */
    static float other(float nearest, float value) {
        if (nearest == value || nearest == 0) {
            return nearest;
        }
        int step = Math.abs(value) > Math.abs(nearest) ? 1 << LOST_BITS : -(1 << LOST_BITS);
        return Float.intBitsToFloat(Float.floatToRawIntBits(nearest) + step);
    }

    private static Set<String> convolutions(GraphDef graph, double first) {
        Set<String> biased = new HashSet<>();
        graph.getNodeList().stream().filter(node -> node.getOp().equals("BiasAdd"))
                .forEach(node -> biased.add(node.getInput(0)));
        List<String> convolutions = graph.getNodeList().stream()
                .filter(node -> CONVOLUTIONS.contains(node.getOp()) && biased.contains(node.getName()))
                .map(NodeDef::getName).toList();
        return new HashSet<>(convolutions.subList((int) (first * convolutions.size()), convolutions.size()));
    }

    /** What is computed along with a convolution: bias, activation, and the sum with what went around it. */
    private static void addFollowers(GraphDef graph, Set<String> narrow) {
        for (NodeDef node : graph.getNodeList()) {
            if (FOLLOWERS.contains(node.getOp()) && narrow.contains(node.getInput(0))
                    || Rounding.SUMS.contains(node.getOp()) && narrow.containsAll(node.getInputList())) {
                narrow.add(node.getName());
            }
        }
    }

    private void convert(NodeDef node) {
        boolean isNarrow = narrow.contains(node.getName());
        NodeDef.Builder builder = node.toBuilder();
        if (isNarrow) {
            builder.putAttr("T", NARROW);
        }
        for (int i = 0; i < node.getInputCount(); i++) {
            String input = node.getInput(i);
            if (narrow.contains(input) != isNarrow && !input.startsWith("^")) {
                builder.setInput(i, isNarrow ? cast(input, "narrow", WIDE, NARROW) : cast(input, "wide", NARROW, WIDE));
            }
        }
        converted.addNode(builder);
    }

    private String cast(String input, String suffix, AttrValue from, AttrValue to) {
        String name = input.replace(':', '_') + "/" + suffix;
        if (casts.add(name)) {
            converted.addNode(NodeDef.newBuilder().setName(name).setOp("Cast").addInput(input)
                    .putAttr("SrcT", from).putAttr("DstT", to));
        }
        return name;
    }
}
