package io.nevus.tfjs;

import io.nevus.triage.LesionClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.types.TFloat32;

/** The MobileNetV2 that comes with Nevus, as somebody else would have exported it: pixels in, one sigmoid out. */
public final class OwnNetwork {

    public static final int SIZE = 224;

    private OwnNetwork() {
    }

    public static GraphDef withOneOutput() throws IOException {
        MetaGraphDef served = SavedModel.parseFrom(Files.readAllBytes(Path.of("model", "saved_model.pb"))).getMetaGraphs(0);
        String logits = served.getSignatureDefOrThrow("serving_default").getOutputsOrThrow("logits").getName();
        try (Graph graph = new Graph()) {
            graph.importGraphDef(ofPixels(served.getGraphDef(), Reference.node(logits)));
            Ops tf = Ops.create(graph);
            Operand<TFloat32> all = tf.reshape(graph.output(logits).expect(TFloat32.class), tf.array(1, -1));
            float[][] malignant = new float[LesionClass.values().length][1];
            for (LesionClass diagnosis : LesionClass.values()) {
                malignant[diagnosis.ordinal()][0] = diagnosis.malignant() ? 0.5f : -0.5f;
            }
            tf.withName(TestModels.OUTPUT).identity(tf.math.sigmoid(tf.linalg.matMul(all, tf.constant(malignant))));
            return graph.toGraphDef();
        }
    }

    /** The node that ensures the pixels' shape gives way to a placeholder, whose batch of one need not be made. */
    private static GraphDef ofPixels(GraphDef served, String output) {
        Map<String, NodeDef> nodes = new LinkedHashMap<>();
        for (NodeDef node : served.getNodeList()) {
            nodes.put(node.getName(), switch (node.getOp()) {
                case "EnsureShape" -> placeholder(node.getName());
                case "ExpandDims" -> NodeDef.newBuilder().setName(node.getName()).setOp("Identity")
                        .addInput(node.getInput(0)).putAttr("T", node.getAttrOrThrow("T")).build();
                default -> node;
            });
        }
        return GraphDef.newBuilder().setVersions(served.getVersions())
                .addAllNode(new Topology(nodes).leadingTo(output)).build();
    }

    private static NodeDef placeholder(String name) {
        try (Graph graph = new Graph()) {
            Ops.create(graph).withName(name).placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, SIZE, SIZE, 3)));
            return graph.toGraphDef().getNode(0);
        }
    }
}
