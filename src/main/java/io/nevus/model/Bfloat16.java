package io.nevus.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Turns a graph's later convolutions to bfloat16. Own code, because TensorFlow's own rewriter converts all that it can:
 * the first layers, too, which make most of the error, and the measures of light and sharpness.
 */
final class Bfloat16 {

    /**
     * The share of the convolutions that stays as it is. Of 53 the first 10 make the log-odds of malignancy err by 0.12
     * (root mean square), all others by 0.03.
     */
    static final double FIRST = 0.19;
    private static final Set<String> CONVOLUTIONS = Set.of("Conv2D", "DepthwiseConv2dNative");
    private static final Set<String> FOLLOWERS = Set.of("BiasAdd", "Relu", "Relu6");
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
     */
    static Optional<GraphDef> convert(GraphDef graph, double first) {
        Set<String> narrow = narrow(graph, first);
        if (narrow.isEmpty()) {
            return Optional.empty();
        }
        Bfloat16 conversion = new Bfloat16(graph, narrow);
        graph.getNodeList().forEach(conversion::convert);
        return Optional.of(conversion.converted.build());
    }

    /** Convolutions with what follows them and is computed along with them. */
    private static Set<String> narrow(GraphDef graph, double first) {
        Set<String> biased = new HashSet<>();
        graph.getNodeList().stream().filter(node -> node.getOp().equals("BiasAdd"))
                .forEach(node -> biased.add(node.getInput(0)));
        List<String> convolutions = graph.getNodeList().stream()
                .filter(node -> CONVOLUTIONS.contains(node.getOp()) && biased.contains(node.getName()))
                .map(NodeDef::getName).toList();
        Set<String> narrow = new HashSet<>(
                convolutions.subList((int) (first * convolutions.size()), convolutions.size()));
        for (NodeDef node : graph.getNodeList()) {
            if (FOLLOWERS.contains(node.getOp()) && narrow.contains(node.getInput(0))) {
                narrow.add(node.getName());
            }
        }
        return narrow;
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
