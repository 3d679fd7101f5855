package io.nevus.tfjs;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tensorflow.proto.NodeDef;

/** Makes sure that what comes out is a probability. */
final class Ending {

    /** What leaves the numbers as they are. */
    private static final Set<String> PASSING = Set.of("Identity", "StopGradient", "Reshape", "Squeeze", "ExpandDims");

    private Ending() {
    }

    static void check(List<NodeDef> nodes, String output) {
        Map<String, NodeDef> byName = nodes.stream().collect(Collectors.toMap(NodeDef::getName, Function.identity()));
        NodeDef last = byName.get(output);
        for (int i = 0; i < nodes.size() && PASSING.contains(last.getOp()) && last.getInputCount() > 0; i++) {
            last = byName.get(Reference.node(last.getInput(0)));
        }
        switch (last.getOp()) {
            case "Sigmoid" -> { }
            case "Softmax" -> throw new TfjsException("it ends in a softmax, which does not say which of its outputs "
                    + "means Cancer: export it with one sigmoid output");
            default -> throw new TfjsException(("it ends in %s, so that its output is no probability: "
                    + "export it with one sigmoid output").formatted(last.getOp()));
        }
    }
}
