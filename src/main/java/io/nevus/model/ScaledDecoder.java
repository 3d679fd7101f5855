package io.nevus.model;

import io.nevus.picture.Picture;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.DecodeJpeg;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/** Decodes JPEGs at a fraction of their size, for which libjpeg skips what is not seen. Safe for many threads. */
final class ScaledDecoder implements AutoCloseable {

    /** TensorFlow's choice is half a grey level too dark, and here no faster. */
    private static final DecodeJpeg.Options ACCURATE = DecodeJpeg.dctMethod("INTEGER_ACCURATE");

    private final Graph graph = new Graph();
    private final Operand<TString> bytes;
    private final Map<Integer, Operand<TUint8>> pixels = new TreeMap<>();
    private final Session session;

    ScaledDecoder(ConfigProto config) {
        Ops tf = Ops.create(graph);
        bytes = tf.placeholder(TString.class);
        Shrinking.RATIOS.forEach(ratio -> pixels.put(ratio,
                tf.image.decodeJpeg(bytes, DecodeJpeg.channels(3L), DecodeJpeg.ratio((long) ratio), ACCURATE)));
        session = new Session(graph, config);
    }

    /**
     * The uint8 pixels [height, width, 3] as stored, not yet upright.
     *
     * @throws org.tensorflow.exceptions.TFInvalidArgumentException when the picture cannot be decoded
     */
    Result decode(Picture picture, int ratio) {
        try (TString fed = TString.tensorOfBytes(NdArrays.scalarOfObject(picture.bytes()))) {
            return session.runner().feed(bytes, fed).fetch(pixels.get(ratio)).run();
        }
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
