package io.nevus.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

class AveragingTest {

    /** Processors may round sums of products differently: by a millionth of the greatest pixel. */
    private static final float ROUNDING = 0.001f;

    @ParameterizedTest
    @CsvSource({"600, 450, 224", "299, 224, 224", "450, 601, 224", "64, 512, 224", "1, 1, 8", "3, 2, 7", "1000, 750, 160"})
    void isWhatTheGraphDoes(int width, int height, int side) {
        byte[] pixels = new byte[width * height * 3];
        new Random(7).nextBytes(pixels);
        try (TUint8 decoded = TUint8.tensorOf(Shape.of(height, width, 3), DataBuffers.of(pixels));
             TFloat32 square = Averaging.square(decoded, side)) {
            assertArrayEquals(inTheGraph(decoded, side), Network.floats(square), ROUNDING);
        }
    }

    private static float[] inTheGraph(TUint8 decoded, int side) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TUint8> in = tf.placeholder(TUint8.class);
            Operand<TFloat32> square = Resizing.AVERAGING.square(tf, in, side);
            try (Session session = new Session(graph);
                 Result result = session.runner().feed(in, decoded).fetch(square).run()) {
                return Network.floats(result.get(0));
            }
        }
    }
}
