package io.nevus.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;

/**
 * Writes the graph that serves: from a picture's bytes to logits, class-activation map, quality and strangeness. The
 * weights are constants in it, which lets TensorFlow prepare its convolutions once, so there is no variables folder.
 */
final class ServingGraph {

    static final String FILE = "saved_model.pb";

    private ServingGraph() {
    }

    static void write(Path directory, Weights weights, Texture texture, int size) throws IOException {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TString> picture = tf.withName("picture").placeholder(TString.class);
            Operand<TInt32> orientation = tf.withName("orientation").placeholder(TInt32.class);
            Map<String, Operand<?>> outputs = outputs(tf, weights, texture,
                    Front.decode(tf, picture, orientation, size), size);
            SignatureDef.Builder signature = SignatureDef.newBuilder().setMethodName("tensorflow/serving/predict");
            Map.of("picture", picture, "orientation", orientation)
                    .forEach((name, operand) -> signature.putInputs(name, info(operand)));
            outputs.forEach((name, operand) -> signature.putOutputs(name, info(operand)));
            MetaGraphDef metaGraph = MetaGraphDef.newBuilder()
                    .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags("serve"))
                    .setGraphDef(graph.toGraphDef())
                    .putSignatureDef("serving_default", signature.build()).build();
            Files.write(directory.resolve(FILE), SavedModel.newBuilder().setSavedModelSchemaVersion(1)
                    .addMetaGraphs(metaGraph).build().toByteArray());
        }
    }

    private static Map<String, Operand<?>> outputs(Ops tf, Weights weights, Texture texture,
                                                   Operand<TFloat32> square, int size) {
        MobileNetV2 network = MobileNetV2.build(tf, tf.expandDims(Front.normalise(tf, square), tf.constant(0)),
                name -> Scorer.constant(tf, weights.get(name)));
        Operand<TFloat32> kernel = tf.reshape(Scorer.constant(tf, weights.get(MobileNetV2.HEAD_WEIGHT)),
                tf.array(1, 1, MobileNetV2.FEATURES, -1));
        Operand<TFloat32> map = tf.squeeze(tf.nn.biasAdd(
                tf.nn.conv2d(network.features(), kernel, List.of(1L, 1L, 1L, 1L), "SAME"),
                Scorer.constant(tf, weights.get(MobileNetV2.HEAD_BIAS))));
        Map<String, Operand<?>> outputs = new LinkedHashMap<>();
        outputs.put("logits", tf.math.mean(map, tf.array(0, 1)));
        outputs.put("activations", map);
        outputs.put("quality", Front.quality(tf, square, size));
        outputs.put("strangeness", texture.strangeness(tf, network.texture()));
        return outputs;
    }

    private static TensorInfo info(Operand<?> operand) {
        Output<?> output = operand.asOutput();
        return TensorInfo.newBuilder().setName(output.op().name() + ":" + output.index())
                .setDtype(output.dataType())
                .setTensorShape(TensorShapeProto.newBuilder().setUnknownRank(true)).build();
    }
}
