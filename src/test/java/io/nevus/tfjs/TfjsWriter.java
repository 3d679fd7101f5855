package io.nevus.tfjs;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Writes graphs in the graph-model format, as tensorflowjs_converter does: fused, and with the weights in shards. */
public final class TfjsWriter {

    private TfjsWriter() {
    }

    /** Writes model.json and group1-shard*.bin; returns the path of model.json. */
    public static Path write(Path folder, GraphDef graph, Quantised quantised, int shardBytes) throws IOException {
        GraphDef.Builder topology = GraphDef.newBuilder().setVersions(graph.getVersions());
        JsonArrayBuilder entries = Json.createArrayBuilder();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (NodeDef node : Fusing.fuse(graph).getNodeList()) {
            if (node.getOp().equals("Const")) {
                TensorProto value = node.getAttrOrThrow("value").getTensor();
                JsonObjectBuilder entry = Json.createObjectBuilder().add("name", node.getName());
                bytes.write(write(value, quantised, entry));
                entries.add(entry);
                node = withoutValue(node, value);
            }
            topology.addNode(node);
        }
        Files.createDirectories(folder);
        JsonArrayBuilder paths = Json.createArrayBuilder();
        shards(folder, bytes.toByteArray(), shardBytes).forEach(paths::add);
        JsonObject model = Json.createObjectBuilder().add("format", "graph-model").add("generatedBy", "2.15.0")
                .add("convertedBy", "TensorFlow.js Converter v4.15.0")
                .add("signature", signature(topology.build())).add("modelTopology", json(topology.build()))
                .add("weightsManifest", Json.createArrayBuilder().add(Json.createObjectBuilder()
                        .add("paths", paths).add("weights", entries))).build();
        return Files.writeString(folder.resolve("model.json"), model.toString());
    }

    private static NodeDef withoutValue(NodeDef node, TensorProto value) {
        var attribute = node.getAttrOrThrow("value").toBuilder().setTensor(TensorProto.newBuilder()
                .setDtype(value.getDtype()).setTensorShape(value.getTensorShape()));
        return node.toBuilder().putAttr("value", attribute.build()).build();
    }

    private static byte[] write(TensorProto value, Quantised quantised, JsonObjectBuilder entry) {
        JsonArrayBuilder shape = Json.createArrayBuilder();
        value.getTensorShape().getDimList().stream().map(TensorShapeProto.Dim::getSize).forEach(shape::add);
        entry.add("shape", shape);
        int count = (int) value.getTensorShape().getDimList().stream().mapToLong(TensorShapeProto.Dim::getSize)
                .reduce(1, Math::multiplyExact);
        if (value.getDtype() == DataType.DT_FLOAT) {
            entry.add("dtype", "float32");
            return quantised.write(floats(value, count), entry);
        }
        entry.add("dtype", "int32");
        ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.putInt(integer(value, i));
        }
        return bytes.array();
    }

    private static float[] floats(TensorProto value, int count) {
        float[] floats = new float[count];
        if (value.getTensorContent().isEmpty()) {
            for (int i = 0; i < count; i++) {
                floats[i] = value.getFloatVal(Math.min(i, value.getFloatValCount() - 1));
            }
        } else {
            value.getTensorContent().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
        }
        return floats;
    }

    private static int integer(TensorProto value, int i) {
        if (!value.getTensorContent().isEmpty()) {
            return value.getTensorContent().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getInt(4 * i);
        }
        return value.getIntVal(Math.min(i, value.getIntValCount() - 1));
    }

    private static List<String> shards(Path folder, byte[] bytes, int shardBytes) throws IOException {
        List<String> names = new ArrayList<>();
        int count = Math.max(1, (bytes.length + shardBytes - 1) / shardBytes);
        for (int i = 0; i < count; i++) {
            names.add("group1-shard%dof%d.bin".formatted(i + 1, count));
            Files.write(folder.resolve(names.getLast()),
                    Arrays.copyOfRange(bytes, i * shardBytes, Math.min(bytes.length, (i + 1) * shardBytes)));
        }
        return names;
    }

    private static JsonObjectBuilder signature(GraphDef graph) {
        NodeDef input = graph.getNodeList().stream().filter(node -> node.getOp().equals("Placeholder")).findFirst().orElseThrow();
        return Json.createObjectBuilder()
                .add("inputs", Json.createObjectBuilder().add("input_1", Json.createObjectBuilder()
                        .add("name", input.getName() + ":0").add("dtype", "DT_FLOAT")
                        .add("tensorShape", json(input.getAttrOrThrow("shape").getShape()))))
                .add("outputs", Json.createObjectBuilder().add("dense", Json.createObjectBuilder()
                        .add("name", TestModels.OUTPUT + ":0").add("dtype", "DT_FLOAT")));
    }

    private static JsonObject json(Message message) {
        try {
            return Json.createReader(new StringReader(JsonFormat.printer().print(message))).readObject();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
