package io.nevus.tfjs;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Where pictures go in and the probability comes out.
 *
 * @param input  name of a placeholder
 * @param output name of a node
 * @param size   side of the square of pixels that goes in
 */
record Signature(String input, String output, int size) {

    private static final int LARGEST = 2048;

    /** What model.json says, or, as its oldest versions say nothing, the graph's two ends. */
    static Signature of(JsonObject model, Topology topology) {
        SignatureDef.Builder declared = SignatureDef.newBuilder();
        Topology.merge("signature", object(model, "signature",
                object(object(model, "userDefinedMetadata", JsonValue.EMPTY_JSON_OBJECT), "signature",
                        JsonValue.EMPTY_JSON_OBJECT)), declared);
        Collection<NodeDef> nodes = topology.nodes().values();
        String input = only("inputs", declared.getInputsMap(), nodes.stream()
                .filter(node -> node.getOp().equals("Placeholder")).map(NodeDef::getName).toList());
        Set<String> used = nodes.stream().flatMap(node -> node.getInputList().stream()).map(Reference::node)
                .collect(Collectors.toSet());
        String output = only("outputs", declared.getOutputsMap(), nodes.stream().map(NodeDef::getName)
                .filter(name -> !used.contains(name)).toList());
        return new Signature(input, output, size(topology.node(input)));
    }

    private static JsonObject object(JsonObject parent, String key, JsonObject otherwise) {
        return parent.get(key) instanceof JsonObject object ? object : otherwise;
    }

    private static String only(String what, Map<String, TensorInfo> declared, List<String> ends) {
        List<String> names = declared.isEmpty() ? ends
                : declared.values().stream().map(info -> Reference.node(info.getName())).toList();
        if (names.size() != 1) {
            throw new TfjsException("it has %d %s (%s), but must have one: a picture in, a probability out"
                    .formatted(names.size(), what, String.join(", ", names)));
        }
        return names.getFirst();
    }

    private static int size(NodeDef placeholder) {
        TensorShapeProto shape = placeholder.getAttrMap().containsKey("shape")
                ? placeholder.getAttrOrThrow("shape").getShape() : TensorShapeProto.getDefaultInstance();
        List<Long> sizes = shape.getDimList().stream().map(TensorShapeProto.Dim::getSize).toList();
        boolean square = sizes.size() == 4 && sizes.get(0) <= 1 && sizes.get(1).equals(sizes.get(2))
                && sizes.get(1) > 0 && sizes.get(1) <= LARGEST && sizes.get(3) == 3;
        boolean floats = placeholder.getAttrMap().containsKey("dtype")
                && placeholder.getAttrOrThrow("dtype").getType() == DataType.DT_FLOAT;
        if (!square || !floats) {
            throw new TfjsException(("its input %s has the shape %s, but must take one picture of RGB from 0 to 255 as "
                    + "float32 [-1, size, size, 3]: export it with a fixed size").formatted(placeholder.getName(), sizes));
        }
        return sizes.get(1).intValue();
    }
}
