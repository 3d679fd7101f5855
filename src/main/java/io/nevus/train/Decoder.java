package io.nevus.train;

import io.nevus.model.Decoding;
import io.nevus.model.Resizing;
import io.nevus.picture.Picture;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/** Runs the front of the graph alone, to turn picture files into squares of pixels. */
final class Decoder implements AutoCloseable {

    /** EXIF orientations from this on swap width and height. */
    private static final int FIRST_SIDEWAYS = 5;

    private final Graph graph = new Graph();
    private final Session session;
    private final int size;

    /**
     * @param rgb    8-bit pixels, row by row
     * @param aspect width by height of the upright picture
     */
    record Square(byte[] rgb, double aspect) {
    }

    Decoder(int size) {
        this.size = size;
        Ops tf = Ops.create(graph);
        Placeholder<TString> bytes = tf.withName("bytes").placeholder(TString.class);
        Placeholder<TInt32> orientation = tf.withName("orientation").placeholder(TInt32.class);
        Operand<TFloat32> square = Decoding.pixels(tf, bytes, orientation, size, Resizing.AVERAGING);
        tf.withName("pixels").dtypes.cast(tf.math.round(square), TUint8.class);
        session = new Session(graph, Sessions.config());
    }

    /** @throws org.tensorflow.exceptions.TFInvalidArgumentException when it is no whole JPEG or PNG */
    Square decode(Picture picture) {
        try (TString bytes = TString.tensorOfBytes(NdArrays.scalarOfObject(picture.bytes()));
             TInt32 orientation = TInt32.scalarOf(picture.orientation());
             var result = session.runner().feed("bytes", bytes).feed("orientation", orientation)
                     .fetch("pixels").run()) {
            byte[] rgb = new byte[size * size * 3];
            ((TUint8) result.get(0)).asRawTensor().data().read(rgb);
            double aspect = (double) picture.width() / picture.height();
            return new Square(rgb, picture.orientation() >= FIRST_SIDEWAYS ? 1 / aspect : aspect);
        }
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
