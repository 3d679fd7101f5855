package io.nevus.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Rounds the constants of convolutions to bfloat16 so that what follows makes up for it. Rounding each to the nearest
 * makes most of the error of such a network.
 */
final class Rounding {

    static final Set<String> SUMS = Set.of("Add", "AddV2");

    private final Map<String, Convolution> convolutions;
    /** Activation or sum to the only convolution that takes it. */
    private final Map<String, Convolution> followers = new HashMap<>();
    /** By how much each channel of a tensor lacks what it was. */
    private final Map<String, double[]> lacking = new HashMap<>();
    private final GraphDef.Builder rounded;

    private Rounding(GraphDef graph, Map<String, Convolution> convolutions) {
        this.convolutions = convolutions;
        this.rounded = graph.toBuilder().clearNode();
        Map<String, Integer> takers = new HashMap<>();
        graph.getNodeList().forEach(node -> node.getInputList().forEach(input -> takers.merge(input, 1, Integer::sum)));
        convolutions.values().stream().filter(next -> takers.get(next.input()) == 1)
                .forEach(next -> followers.put(next.input(), next));
    }

    /** @param means of the channels of tensors, given their names */
    static GraphDef round(GraphDef graph, Map<String, Convolution> convolutions,
                          Function<List<String>, List<float[]>> means) {
        Rounding rounding = new Rounding(graph, convolutions);
        graph.getNodeList().forEach(rounding::add);
        List<Convolution> all = List.copyOf(convolutions.values());
        List<float[]> inputs = means.apply(all.stream().map(Convolution::input).toList());
        for (int i = 0; i < all.size(); i++) {
            roundWeights(all.get(i), inputs.get(i));
        }
        return rounding.withConstants();
    }

    private void add(NodeDef node) {
        Convolution convolution = convolutions.get(node.getOp().equals("BiasAdd") ? node.getInput(0) : node.getName());
        if (convolution == null) {
            rounded.addNode(SUMS.contains(node.getOp()) ? sum(node) : complete(node));
        } else if (convolution.sum().equals(node)) {
            roundBias(convolution);
            rounded.addNode(node);
        } else {
            rounded.addNode(convolution.isPointwise() ? absorb(convolution) : complete(node));
        }
    }

    private void roundBias(Convolution convolution) {
        if (convolution.isLinear()) {
            float[] bias = convolution.bias().values();
            double[] lack = new double[bias.length];
            for (int i = 0; i < bias.length; i++) {
                lack[i] = (double) bias[i] - Bfloat16.nearest(bias[i]);
                bias[i] = Bfloat16.nearest(bias[i]);
            }
            lacking.put(convolution.sum().getName(), lack);
        } else if (followers.containsKey(convolution.end().getName())) {
            scale(convolution, followers.get(convolution.end().getName()));
        }
    }

    /** So that the bias need not be rounded: by 0.4 % at most, which matters to a Relu6 only where it clips. */
    private static void scale(Convolution convolution, Convolution next) {
        float[] bias = convolution.bias().values();
        double[] scale = new double[bias.length];
        for (int i = 0; i < bias.length; i++) {
            float nearest = Bfloat16.nearest(bias[i]);
            scale[i] = nearest == 0 ? 1 : (double) nearest / bias[i];
            bias[i] = nearest;
        }
        float[] weights = convolution.weights().values();
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= (float) scale[i % scale.length];
        }
        float[] following = next.weights().values();
        for (int i = 0; i < following.length; i++) {
            following[i] /= (float) scale[next.channel(i)];
        }
    }

    private NodeDef sum(NodeDef node) {
        node.getInputList().stream().filter(lacking::containsKey).map(lacking::get)
                .forEach(lack -> lacking.merge(node.getName(), lack, Rounding::sum));
        return node;
    }

    private static double[] sum(double[] one, double[] other) {
        double[] sum = one.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other[i];
        }
        return sum;
    }

    /** Adds to the bias what the convolution would have made of what its input lacks. */
    private NodeDef absorb(Convolution convolution) {
        double[] lack = lacking.get(convolution.input());
        if (lack != null) {
            double[] bias = new double[convolution.outputs()];
            float[] weights = convolution.weights().values();
            for (int i = 0; i < weights.length; i++) {
                bias[i % bias.length] += weights[i] * lack[convolution.channel(i)];
            }
            for (int i = 0; i < bias.length; i++) {
                convolution.bias().values()[i] += (float) bias[i];
            }
        }
        return convolution.node();
    }

    /** Gives an operation that is no convolution what its input lacks. */
    private NodeDef complete(NodeDef node) {
        NodeDef.Builder builder = node.toBuilder();
        for (int i = 0; i < node.getInputCount(); i++) {
            double[] lack = lacking.get(node.getInput(i));
            if (lack != null) {
                String name = node.getName() + "/lack" + i;
                float[] values = new float[lack.length];
                for (int k = 0; k < values.length; k++) {
                    values[k] = (float) lack[k];
                }
                rounded.addNode(new Constant(new long[] {values.length}, values).node(name));
                rounded.addNode(NodeDef.newBuilder().setName(name + "/added").setOp("AddV2")
                        .addInput(node.getInput(i)).addInput(name)
                        .putAttr("T", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build()));
                builder.setInput(i, name + "/added");
            }
        }
        return builder.build();
    }

    /** Up or down so that the errors of an output cancel for inputs that are as usual. */
    private static void roundWeights(Convolution convolution, float[] means) {
        float[] weights = convolution.weights().values();
        double[] error = new double[convolution.outputs()];
        for (int i = 0; i < weights.length; i++) {
            double input = convolution.isDepthwise() ? 1 : means[convolution.channel(i)]; // all of one channel
            float nearest = Bfloat16.nearest(weights[i]);
            float other = Bfloat16.other(nearest, weights[i]);
            double ofNearest = error[i % error.length] + (nearest - (double) weights[i]) * input;
            double ofOther = error[i % error.length] + (other - (double) weights[i]) * input;
            boolean nearestIsBest = Math.abs(ofNearest) <= Math.abs(ofOther);
            weights[i] = nearestIsBest ? nearest : other;
            error[i % error.length] = nearestIsBest ? ofNearest : ofOther;
        }
    }

    private GraphDef withConstants() {
        Map<String, Constant> changed = new HashMap<>();
        convolutions.values().forEach(convolution -> {
            changed.put(convolution.node().getInput(1), convolution.weights());
            changed.put(convolution.sum().getInput(1), convolution.bias());
        });
        List<NodeDef> nodes = new ArrayList<>();
        for (NodeDef node : rounded.getNodeList()) {
            Constant constant = changed.get(node.getName());
            nodes.add(constant == null ? node : constant.node(node.getName()));
        }
        return rounded.clearNode().addAllNode(nodes).build();
    }
}
