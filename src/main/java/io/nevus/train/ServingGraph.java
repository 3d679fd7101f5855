package io.nevus.train;

import io.nevus.model.Decoding;
import io.nevus.model.Resizing;
import io.nevus.model.ServingFile;
import io.nevus.train.MobileNetV2.Pointwise;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;

/**
 * Writes the graph that serves: from a picture's bytes to logits, class-activation map, quality and strangeness. The
 * weights are constants in it, which lets TensorFlow prepare its convolutions once.
 */
final class ServingGraph {

    private ServingGraph() {
    }

    static void write(Path directory, Weights weights, Texture texture, int size) throws IOException {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TString> picture = tf.withName(ServingFile.PICTURE).placeholder(TString.class);
            Operand<TInt32> orientation = tf.withName(ServingFile.ORIENTATION).placeholder(TInt32.class);
            Operand<TFloat32> square = Decoding.pixels(tf, picture, orientation, size, Resizing.AVERAGING);
            ServingFile.write(directory, graph, outputs(tf, weights, texture, square, size));
        }
    }

    private static Map<String, Operand<?>> outputs(Ops tf, Weights weights, Texture texture,
                                                   Operand<TFloat32> square, int size) {
        MobileNetV2 network = MobileNetV2.build(tf, tf.expandDims(Front.normalise(tf, square), tf.constant(0)),
                Pointwise.CONVOLUTION, name -> Scorer.constant(tf, weights.get(name)));
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
}
