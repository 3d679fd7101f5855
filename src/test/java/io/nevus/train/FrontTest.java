package io.nevus.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What the graph says of a picture's quality is what a loop over its pixels says, whatever its size. */
class FrontTest {

    @ParameterizedTest
    @ValueSource(ints = {33, 34, 36})
    void qualityIsThatOfThePixels(int size) {
        float[] rgb = new float[3 * size * size];
        var random = new Random(size);
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = random.nextInt(256);
        }
        float[] quality = quality(rgb, size);
        double[] luminance = new double[size * size];
        double sum = 0;
        double channels = 0;
        for (int i = 0; i < luminance.length; i++) {
            float red = rgb[3 * i];
            float green = rgb[3 * i + 1];
            float blue = rgb[3 * i + 2];
            luminance[i] = 0.299 * red + 0.587 * green + 0.114 * blue;
            sum += luminance[i];
            channels += (Math.abs(red - green) + Math.abs(green - blue)) / 2;
        }
        double mean = sum / luminance.length;
        double squares = 0;
        for (double l : luminance) {
            squares += (l - mean) * (l - mean);
        }
        assertEquals(mean, quality[0], 0.01);
        assertEquals(Math.sqrt(squares / luminance.length), quality[1], 0.01);
        assertEquals(channels / luminance.length, quality[2], 0.01);
        assertEquals(sharpness(luminance, size), quality[3], 0.01);
    }

    private static double sharpness(double[] luminance, int size) {
        double sum = 0;
        for (int y = 1; y < size - 1; y++) {
            for (int x = 1; x < size - 1; x++) {
                int at = y * size + x;
                sum += Math.abs(luminance[at - 1] + luminance[at + 1] + luminance[at - size] + luminance[at + size]
                        - 4 * luminance[at]);
            }
        }
        return sum / ((size - 2) * (size - 2));
    }

    private static float[] quality(float[] rgb, int size) {
        try (var graph = new Graph()) {
            Ops tf = Ops.create(graph);
            var square = tf.placeholder(TFloat32.class);
            var quality = Front.quality(tf, square, size);
            try (var session = new Session(graph);
                    var pixels = TFloat32.tensorOf(Shape.of(size, size, 3), DataBuffers.of(rgb));
                    var result = session.runner().feed(square, pixels).fetch(quality).run()) {
                var values = (TFloat32) result.get(0);
                return new float[] {values.getFloat(0), values.getFloat(1), values.getFloat(2), values.getFloat(3)};
            }
        }
    }
}
