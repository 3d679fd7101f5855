package io.nevus.tfjs;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** Joins a convolution or dense layer, its bias and its activation into one node, as the converter's optimizer does. */
final class Fusing {

    private static final Map<String, String> FUSED = Map.of("Conv2D", "_FusedConv2D",
            "DepthwiseConv2dNative", "FusedDepthwiseConv2dNative", "MatMul", "_FusedMatMul");
    private static final Set<String> ACTIVATIONS = Set.of("Relu", "Relu6", "Elu", "LeakyRelu");

    private Fusing() {
    }

    static GraphDef fuse(GraphDef graph) {
        Map<String, NodeDef> nodes = new LinkedHashMap<>();
        graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
        for (NodeDef node : graph.getNodeList()) {
            if (node.getOp().equals("BiasAdd")) {
                fuse(nodes, node, List.of("BiasAdd"));
            }
        }
        for (NodeDef node : graph.getNodeList()) {
            if (ACTIVATIONS.contains(node.getOp())) {
                fuse(nodes, node, List.of("BiasAdd", node.getOp()));
            }
        }
        return GraphDef.newBuilder().setVersions(graph.getVersions()).addAllNode(nodes.values()).build();
    }

    /** Takes the node before into this one, if nothing else uses it. */
    private static void fuse(Map<String, NodeDef> nodes, NodeDef node, List<String> ops) {
        NodeDef before = nodes.get(node.getInput(0));
        long users = nodes.values().stream().filter(other -> other.getInputList().contains(before.getName())).count();
        boolean begins = ops.size() == 1 ? FUSED.containsKey(before.getOp()) : FUSED.containsValue(before.getOp());
        if (users != 1 || !begins) {
            return;
        }
        List<String> inputs = new ArrayList<>(before.getInputList());
        inputs.addAll(node.getInputList().subList(1, node.getInputCount()));
        AttrValue.ListValue.Builder names = AttrValue.ListValue.newBuilder();
        ops.forEach(op -> names.addS(ByteString.copyFromUtf8(op)));
        NodeDef.Builder fused = before.toBuilder().setName(node.getName())
                .setOp(FUSED.getOrDefault(before.getOp(), before.getOp())).clearInput().addAllInput(inputs)
                .putAttr("fused_ops", AttrValue.newBuilder().setList(names).build())
                .putAttr("num_args", AttrValue.newBuilder().setI(1).build())
                .putAttr("epsilon", AttrValue.newBuilder().setF(0).build())
                .putAttr("leakyrelu_alpha", node.getAttrOrDefault("alpha", AttrValue.newBuilder().setF(0.2f).build()));
        nodes.remove(before.getName());
        nodes.put(node.getName(), fused.build());
    }
}
