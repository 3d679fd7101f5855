package io.nevus.tfjs;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import jakarta.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** The nodes of a model's graph by name, in the file's order. */
record Topology(Map<String, NodeDef> nodes) {

    static Topology of(JsonObject modelTopology) {
        GraphDef.Builder graph = GraphDef.newBuilder();
        merge("modelTopology", modelTopology, graph);
        Map<String, NodeDef> nodes = new LinkedHashMap<>();
        graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
        return new Topology(nodes);
    }

    static void merge(String what, JsonObject json, Message.Builder message) {
        try {
            JsonFormat.parser().ignoringUnknownFields().merge(json.toString(), message);
        } catch (InvalidProtocolBufferException e) {
            throw new TfjsException("its %s cannot be understood (%s): convert the model again"
                    .formatted(what, e.getMessage().lines().findFirst().orElse("")), e);
        }
    }

    /** Only the nodes that have a part in the output: others are never computed. */
    Collection<NodeDef> leadingTo(String output) {
        Map<String, NodeDef> found = new LinkedHashMap<>();
        Deque<String> open = new ArrayDeque<>();
        open.add(output);
        while (!open.isEmpty()) {
            NodeDef node = node(open.remove());
            if (found.put(node.getName(), node) == null) {
                node.getInputList().stream().map(Reference::node).filter(name -> !found.containsKey(name))
                        .forEach(open::add);
            }
        }
        return nodes.values().stream().filter(node -> found.containsKey(node.getName())).toList();
    }

    NodeDef node(String name) {
        NodeDef node = nodes.get(name);
        if (node == null) {
            throw new TfjsException("its graph has no node %s, although it is used: convert the model again"
                    .formatted(name));
        }
        return node;
    }
}
