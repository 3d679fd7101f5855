package io.nevus.train;

import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.DecodeJpeg;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/** Runs the front of the graph alone, to turn picture files into squares of pixels. */
final class Decoder implements AutoCloseable {

    private final Graph graph = new Graph();
    private final Session session;
    private final int size;

    /**
     * @param rgb    8-bit pixels, row by row
     * @param aspect width by height of the picture
     */
    record Square(byte[] rgb, double aspect) {
    }

    Decoder(int size) {
        this.size = size;
        Ops tf = Ops.create(graph);
        Placeholder<TString> bytes = tf.withName("bytes").placeholder(TString.class);
        tf.withName("pixels").dtypes.cast(tf.math.round(
                Front.decode(tf, bytes, tf.constant(1), size)), TUint8.class);
        tf.withName("shape").shape(tf.image.decodeJpeg(bytes, DecodeJpeg.channels(3L)));
        session = new Session(graph, Sessions.config());
    }

    /** @throws org.tensorflow.exceptions.TFInvalidArgumentException when it is no whole JPEG or PNG */
    Square decode(byte[] picture) {
        try (TString bytes = TString.tensorOfBytes(NdArrays.scalarOfObject(picture));
             var result = session.runner().feed("bytes", bytes).fetch("pixels").fetch("shape").run()) {
            byte[] rgb = new byte[size * size * 3];
            ((TUint8) result.get(0)).asRawTensor().data().read(rgb);
            TInt32 shape = (TInt32) result.get(1);
            return new Square(rgb, (double) shape.getInt(1) / shape.getInt(0));
        }
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
