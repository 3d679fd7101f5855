package io.nevus.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * A convolution of a graph, with the addition of its bias; both constants are its own.
 *
 * @param sum     the node that adds the bias
 * @param end     the node whose output others take: the addition, or the activation after it
 * @param weights  [rows, columns, inputs, outputs], or of a depthwise one [rows, columns, channels, outputs of each]
 */
record Convolution(NodeDef node, NodeDef sum, NodeDef end, Constant weights, Constant bias) {

    private static final Set<String> ACTIVATIONS = Set.of("Relu", "Relu6");

    /** Those of the names that have a bias and constants, by name and in the graph's order. */
    static Map<String, Convolution> all(GraphDef graph, Set<String> names) {
        Map<String, NodeDef> nodes = new HashMap<>();
        Map<String, NodeDef> activated = new HashMap<>();
        Set<String> taken = new HashSet<>();
        Set<String> shared = new HashSet<>();
        for (NodeDef node : graph.getNodeList()) {
            nodes.put(node.getName(), node);
            node.getInputList().stream().filter(input -> !taken.add(input)).forEach(shared::add);
            if (ACTIVATIONS.contains(node.getOp())) {
                activated.put(node.getInput(0), node);
            }
        }
        Map<String, Convolution> all = new LinkedHashMap<>();
        for (NodeDef sum : graph.getNodeList()) {
            if (sum.getOp().equals("BiasAdd") && names.contains(sum.getInput(0))) {
                NodeDef node = nodes.get(sum.getInput(0));
                List<String> constants = List.of(node.getInput(1), sum.getInput(1));
                if (constants.stream().allMatch(name -> !shared.contains(name) && Constant.is(nodes.get(name)))) {
                    all.put(node.getName(), new Convolution(node, sum, activated.getOrDefault(sum.getName(), sum),
                            Constant.of(nodes.get(constants.get(0))), Constant.of(nodes.get(constants.get(1)))));
                }
            }
        }
        return all;
    }

    String input() {
        return node.getInput(0);
    }

    boolean isLinear() {
        return end.equals(sum);
    }

    boolean isDepthwise() {
        return node.getOp().startsWith("Depthwise");
    }

    /** Whether it sees one pixel at a time, so that a constant added to its input adds a constant to its output. */
    boolean isPointwise() {
        return !isDepthwise() && weights.sizes()[0] == 1 && weights.sizes()[1] == 1;
    }

    int outputs() {
        return bias.values().length;
    }

    /** The channel that the weight at this index is multiplied with. */
    int channel(int at) {
        int inputs = (int) weights.sizes()[2];
        return isDepthwise() ? at % outputs() * inputs / outputs() : at / outputs() % inputs;
    }
}
