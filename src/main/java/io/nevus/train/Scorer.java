package io.nevus.train;

import io.nevus.model.Network;
import io.nevus.train.MobileNetV2.Pointwise;
import io.nevus.train.Weights.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.ScaleAndTranslate;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** Runs given weights over cached pictures, many at a time. */
final class Scorer implements AutoCloseable {

    private static final int BATCH = 32;

    private final Graph graph = new Graph();
    private final Session session;
    private final Placeholder<TUint8> pictures;
    private final Operand<TFloat32> logits;

    Scorer(Weights weights, int size) {
        Ops tf = Ops.create(graph);
        pictures = tf.placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, PictureCache.SIDE, PictureCache.SIDE, 3)));
        float scale = (float) size / PictureCache.SIDE;
        Operand<TFloat32> resized = tf.image.scaleAndTranslate(pictures, tf.array(size, size), tf.array(scale, scale),
                tf.array(0f, 0f), ScaleAndTranslate.kernelType("triangle"), ScaleAndTranslate.antialias(true));
        logits = logits(tf, Front.normalise(tf, resized), weights);
        session = new Session(graph, Sessions.config());
    }

    /** @param input float32 [batch, h, w, 3], RGB from -1 to 1 */
    static Operand<TFloat32> logits(Ops tf, Operand<TFloat32> input, Weights weights) {
        MobileNetV2 network = MobileNetV2.build(tf, input, Pointwise.CONVOLUTION,
                name -> constant(tf, weights.get(name)));
        return tf.math.add(tf.linalg.matMul(tf.math.mean(network.features(), tf.array(1, 2)),
                constant(tf, weights.get(MobileNetV2.HEAD_WEIGHT))), constant(tf, weights.get(MobileNetV2.HEAD_BIAS)));
    }

    static Operand<TFloat32> constant(Ops tf, Parameter parameter) {
        return tf.constant(Shape.of(parameter.shape()), DataBuffers.of(parameter.values()));
    }

    List<Scored> score(List<Example> examples, PictureCache cache) {
        List<float[]> rows = run(examples, cache);
        return IntStream.range(0, rows.size()).mapToObj(i -> new Scored(examples.get(i), rows.get(i))).toList();
    }

    private List<float[]> run(List<Example> examples, PictureCache cache) {
        List<float[]> rows = new ArrayList<>();
        for (int start = 0; start < examples.size(); start += BATCH) {
            List<Example> batch = examples.subList(start, Math.min(start + BATCH, examples.size()));
            byte[] bytes = new byte[batch.size() * PictureCache.BYTES];
            for (int i = 0; i < batch.size(); i++) {
                cache.copy(batch.get(i), bytes, i * PictureCache.BYTES);
            }
            try (TUint8 fed = TUint8.tensorOf(Shape.of(batch.size(), PictureCache.SIDE, PictureCache.SIDE, 3),
                         DataBuffers.of(bytes, true, false));
                 var result = session.runner().feed(pictures, fed).fetch(logits).run()) {
                rows.addAll(rows((TFloat32) result.get(0)));
            }
        }
        return rows;
    }

    static List<float[]> rows(TFloat32 matrix) {
        float[] all = Network.floats(matrix);
        int columns = (int) matrix.shape().get(1);
        List<float[]> rows = new ArrayList<>();
        for (int start = 0; start < all.length; start += columns) {
            rows.add(Arrays.copyOfRange(all, start, start + columns));
        }
        return rows;
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
