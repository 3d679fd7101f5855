package io.nevus.train;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.ImageProjectiveTransformV3;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * Where a virtual camera stands over a picture, and its colours: free turns and flips, zoom from half the picture to
 * five times it, so that lesions fill a fifth of the frame or all of it, frames from upright 3:4 to wide 3:2.
 *
 * @param transform the first six numbers of a projective transform from output to input pixels; the last two are 0
 * @param colour    factors: brightness, contrast, saturation, then red, green and blue gain
 * @param damage    see {@link Damage}
 */
record Augmentation(float[] transform, float[] colour, float[] damage) {

    static final int TRANSFORM = 8;
    static final int COLOUR = 6;
    private static final double ZOOM_OUT_SHARE = 0.25;
    private static final double ZOOM_OUT = 2.2;
    private static final double ODD_LIGHT_SHARE = 0.3;

    /**
     * @param aspect width by height of the picture before it was squeezed into the square of side {@code input}
     * @param output side of the result, in pixels
     * @param damage how much of the usual damage, from 0 to 1
     */
    static Augmentation draw(SplittableRandom random, double aspect, int input, int output, double damage) {
        double frameAspect = Math.exp(random.nextDouble(Math.log(0.75), Math.log(1.5)));
        double area = random.nextDouble(0.45, 1.1);
        if (random.nextDouble() < ZOOM_OUT_SHARE) {
            double zoom = random.nextDouble(1, ZOOM_OUT);
            area = zoom * zoom;
        }
        double height = Math.sqrt(area * aspect / frameAspect);
        double width = frameAspect * height;
        double play = Math.abs(1 - Math.sqrt(area)) / 2;
        double x = random.nextDouble(-1, 1) * play * aspect;
        double y = random.nextDouble(-1, 1) * play;
        double angle = random.nextDouble(2 * Math.PI);
        int flip = random.nextBoolean() ? 1 : -1;
        float[] transform = transform(width * flip, height, angle, x, y, aspect, input, output);
        return new Augmentation(transform, colour(random, damage), Damage.draw(random, damage));
    }

    /** A frame of that width and height (in picture heights), turned, with its centre at x, y from the picture's. */
    private static float[] transform(double width, double height, double angle, double x, double y, double aspect,
                                     int input, int output) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double perColumnX = cos * width / output * input / aspect;
        double perRowX = -sin * height / output * input / aspect;
        double perColumnY = sin * width / output * input;
        double perRowY = cos * height / output * input;
        double middle = (output - 1) / 2.0;
        double startX = (x / aspect + 0.5) * input - 0.5 - middle * (perColumnX + perRowX);
        double startY = (y + 0.5) * input - 0.5 - middle * (perColumnY + perRowY);
        return new float[] {(float) perColumnX, (float) perRowX, (float) startX,
                (float) perColumnY, (float) perRowY, (float) startY, 0, 0};
    }

    private static float[] colour(SplittableRandom random, double damage) {
        double gain = random.nextDouble() < ODD_LIGHT_SHARE * damage ? 0.2 : 0.08;
        return new float[] {
                (float) random.nextDouble(0.75, 1.25), (float) random.nextDouble(0.75, 1.25),
                (float) random.nextDouble(0.7, 1.3), (float) random.nextDouble(1 - gain, 1 + gain),
                (float) random.nextDouble(1 - gain, 1 + gain), (float) random.nextDouble(1 - gain, 1 + gain)};
    }

    /** The whole picture as it is. */
    static Augmentation none(double aspect, int input, int output) {
        return new Augmentation(transform(aspect, 1, 0, 0, 0, aspect, input, output), new float[] {1, 1, 1, 1, 1, 1},
                Damage.none());
    }

    /** Writes the numbers to a place in a batch. */
    void copy(float[] transforms, float[] colours, float[] damages, int place) {
        System.arraycopy(transform, 0, transforms, place * TRANSFORM, TRANSFORM);
        System.arraycopy(colour, 0, colours, place * COLOUR, COLOUR);
        System.arraycopy(damage, 0, damages, place * Damage.NUMBERS, Damage.NUMBERS);
    }

    /**
     * One half of a batch is damaged, and zooms beyond its border are filled by mirroring; the other half is left
     * whole, and its border's colour fills what is beyond.
     *
     * @param pictures   uint8 [batch, input, input, 3]
     * @param transforms float32 [batch, 8]
     * @param colours    float32 [batch, 6]
     * @param damages    float32 [batch, 3]
     * @param seed       int32 [2], of the noise
     * @return float32 [batch, output, output, 3], RGB from 0 to 255
     */
    static Operand<TFloat32> apply(Ops tf, Operand<TUint8> pictures, Operand<TFloat32> transforms,
                                   Operand<TFloat32> colours, Operand<TFloat32> damages, Operand<TInt32> seed,
                                   int batch, int output) {
        Operand<TFloat32> floats = tf.dtypes.cast(pictures, TFloat32.class);
        int half = batch / 2;
        Operand<TFloat32> worse = coloured(tf, warp(tf, rows(tf, floats, 0, half), rows(tf, transforms, 0, half),
                output, "REFLECT"), rows(tf, colours, 0, half));
        Operand<TFloat32> whole = coloured(tf, warp(tf, rows(tf, floats, half, batch - half),
                rows(tf, transforms, half, batch - half), output, "NEAREST"), rows(tf, colours, half, batch - half));
        return tf.concat(List.of(Damage.apply(tf, worse, rows(tf, damages, 0, half), seed, half, output),
                tf.clipByValue(whole, tf.constant(0f), tf.constant(255f))), tf.constant(0));
    }

    private static Operand<TFloat32> coloured(Ops tf, Operand<TFloat32> x, Operand<TFloat32> colours) {
        Operand<TFloat32> colour = tf.reshape(colours, tf.array(-1, 1, 1, COLOUR));
        Operand<TFloat32> grey = tf.math.mean(x, tf.array(3), Mean.keepDims(true));
        x = tf.math.add(grey, tf.math.mul(tf.math.sub(x, grey), part(tf, colour, 2, 1)));
        Operand<TFloat32> mean = tf.math.mean(grey, tf.array(1, 2, 3), Mean.keepDims(true));
        x = tf.math.add(mean, tf.math.mul(tf.math.sub(x, mean), part(tf, colour, 1, 1)));
        return tf.math.mul(tf.math.mul(x, part(tf, colour, 0, 1)), part(tf, colour, 3, 3));
    }

    private static Operand<TFloat32> rows(Ops tf, Operand<TFloat32> x, int start, int count) {
        int rank = x.shape().numDimensions();
        int[] from = new int[rank];
        int[] size = new int[rank];
        Arrays.fill(size, -1);
        from[0] = start;
        size[0] = count;
        return tf.slice(x, tf.constant(from), tf.constant(size));
    }

    private static Operand<TFloat32> warp(Ops tf, Operand<TFloat32> x, Operand<TFloat32> transforms, int output,
                                          String fill) {
        return tf.image.imageProjectiveTransformV3(x, transforms, tf.array(output, output), tf.constant(0f), "BILINEAR",
                ImageProjectiveTransformV3.fillMode(fill));
    }

    private static Operand<TFloat32> part(Ops tf, Operand<TFloat32> colour, int start, int count) {
        return tf.slice(colour, tf.array(0, 0, 0, start), tf.array(-1, -1, -1, count));
    }
}
