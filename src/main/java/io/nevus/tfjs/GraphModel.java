package io.nevus.tfjs;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/**
 * A classifier in TensorFlow.js's graph-model format, as nodes that TensorFlow knows.
 *
 * @param input       the placeholder among the nodes
 * @param output      the node that gives the probability
 * @param size        side of the square of pixels that goes in, float32 [1, size, size, 3], RGB from 0 to 255
 * @param convertedBy the program that wrote it, as far as it says
 */
public record GraphModel(List<NodeDef> nodes, String input, String output, int size, String convertedBy) {

    /**
     * @param json  the bytes of model.json
     * @param files the shards beside it
     * @throws TfjsException when it is another kind of model, is not whole, or has parts that are not known
     */
    public static GraphModel read(byte[] json, TfjsFiles files) {
        try {
            JsonObject model = Json.createReader(new ByteArrayInputStream(json)).readObject();
            JsonObject modelTopology = Format.topology(model);
            Topology topology = Topology.of(modelTopology);
            Signature signature = Signature.of(model, topology);
            Collection<NodeDef> needed = topology.leadingTo(signature.output());
            if (!needed.contains(topology.node(signature.input()))) {
                throw new TfjsException("its output does not depend on its input %s: convert the model again"
                        .formatted(signature.input()));
            }
            Operations.check(needed);
            Map<String, TensorProto> weights = weights(model.getJsonArray("weightsManifest"), files);
            List<NodeDef> nodes = new ArrayList<>();
            needed.forEach(node -> nodes.addAll(converted(node, signature, weights)));
            Ending.check(nodes, signature.output());
            return new GraphModel(List.copyOf(nodes), signature.input(), signature.output(), signature.size(),
                    model.getString("convertedBy", "unknown"));
        } catch (TfjsException e) {
            throw e;
        } catch (RuntimeException e) {
            // the JSON API's ways to tell of missing and wrong values: null pointers, wrong casts and its own exception
            throw new TfjsException("it is no model.json, or a damaged one: convert the model again", e);
        }
    }

    private static Map<String, TensorProto> weights(JsonArray manifest, TfjsFiles files) {
        Map<String, TensorProto> weights = new HashMap<>();
        for (JsonObject group : manifest.getValuesAs(JsonObject.class)) {
            WeightGroup.of(group).read(files, weights::put);
        }
        return weights;
    }

    private static List<NodeDef> converted(NodeDef node, Signature signature, Map<String, TensorProto> weights) {
        if (node.getOp().equals("Placeholder") && !node.getName().equals(signature.input())) {
            throw new TfjsException("its graph has a further input, %s: a picture is all that can be given to it"
                    .formatted(node.getName()));
        }
        if (Unfusing.FIRST.containsKey(node.getOp())) {
            return Unfusing.unfuse(node).stream().map(Operations::adapted).toList();
        }
        return List.of(node.getOp().equals("Const") ? constant(node, weights) : Operations.adapted(node));
    }

    private static NodeDef constant(NodeDef node, Map<String, TensorProto> weights) {
        TensorProto weight = weights.get(node.getName());
        if (weight == null) {
            throw new TfjsException("its weightsManifest lacks the weight %s: convert the model again"
                    .formatted(node.getName()));
        }
        return NodeDef.newBuilder().setName(node.getName()).setOp("Const").addAllInput(node.getInputList())
                .putAttr("dtype", AttrValue.newBuilder().setType(weight.getDtype()).build())
                .putAttr("value", AttrValue.newBuilder().setTensor(weight).build()).build();
    }

    /**
     * The graph that feeds this network with what another graph computes.
     *
     * @param front  the other graph
     * @param pixels its node that gives the network's input
     * @param prefix of the network's names in the whole
     */
    public GraphDef behind(GraphDef front, String pixels, String prefix) {
        GraphDef.Builder whole = front.toBuilder();
        for (NodeDef node : nodes) {
            NodeDef.Builder renamed = node.toBuilder().setName(prefix + node.getName()).clearInput();
            if (node.getName().equals(input)) {
                renamed.setOp("Identity").addInput(pixels).clearAttr().putAttr("T", node.getAttrOrThrow("dtype"));
            } else {
                node.getInputList().forEach(reference -> renamed.addInput(Reference.under(prefix, reference)));
            }
            whole.addNode(renamed);
        }
        return whole.build();
    }
}
