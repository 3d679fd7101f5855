package io.nevus.tfjs;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;

/**
 * Takes apart what TensorFlow.js's converter fused: TensorFlow does not know fused depthwise convolutions, wants further
 * attributes of the others, and fuses again on its own what its processor can.
 */
final class Unfusing {

    /** The operation that begins each fused one; its inputs are the first two. */
    static final Map<String, String> FIRST = Map.of("_FusedConv2D", "Conv2D",
            "FusedDepthwiseConv2dNative", "DepthwiseConv2dNative", "_FusedMatMul", "MatMul");
    private static final int OWN_INPUTS = 2;

    private Unfusing() {
    }

    /** The last of the nodes has the name of the fused one. */
    static List<NodeDef> unfuse(NodeDef fused) {
        List<String> inputs = fused.getInputList().stream().filter(input -> !Reference.isControl(input)).toList();
        Deque<String> arguments = new ArrayDeque<>(inputs.subList(Math.min(OWN_INPUTS, inputs.size()), inputs.size()));
        List<NodeDef.Builder> nodes = new ArrayList<>();
        nodes.add(NodeDef.newBuilder().setOp(FIRST.get(fused.getOp())).putAllAttr(fused.getAttrMap())
                .addAllInput(inputs.stream().limit(OWN_INPUTS).toList())
                .addAllInput(fused.getInputList().stream().filter(Reference::isControl).toList()));
        for (ByteString fusedOp : fused.getAttrOrDefault("fused_ops", AttrValue.getDefaultInstance())
                .getList().getSList()) {
            nodes.add(next(fused, fusedOp.toStringUtf8(), arguments));
        }
        for (int i = 0; i < nodes.size(); i++) {
            nodes.get(i).setName(i == nodes.size() - 1 ? fused.getName() : fused.getName() + "/unfused" + i);
            if (i > 0) {
                nodes.get(i).setInput(0, nodes.get(i - 1).getName());
            }
        }
        return nodes.stream().map(NodeDef.Builder::build).toList();
    }

    private static NodeDef.Builder next(NodeDef fused, String op, Deque<String> arguments) {
        NodeDef.Builder node = NodeDef.newBuilder().setOp(op).addInput("the node before");
        copy(fused, "T", node, "T");
        switch (op) {
            case "BiasAdd" -> {
                if (arguments.isEmpty()) {
                    throw new TfjsException("its node %s has no bias: convert the model again".formatted(fused.getName()));
                }
                node.addInput(arguments.removeFirst());
                copy(fused, "data_format", node, "data_format");
            }
            case "LeakyRelu" -> copy(fused, "leakyrelu_alpha", node, "alpha");
            case "Relu", "Relu6", "Elu", "Sigmoid", "Tanh" -> { }
            default -> throw new TfjsException(("its node %s has %s fused in, which Nevus does not know: convert the "
                    + "model without it").formatted(fused.getName(), op));
        }
        return node;
    }

    private static void copy(NodeDef from, String name, NodeDef.Builder to, String newName) {
        if (from.containsAttr(name)) {
            to.putAttr(newName, from.getAttrOrThrow(name));
        }
    }
}
