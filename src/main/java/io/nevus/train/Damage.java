package io.nevus.train;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** What lesser cameras and programs do to a picture: blur, then noise, then hard compression. */
final class Damage {

    /** Numbers a picture: share of blur, standard deviation of noise (of 255), quality of JPEG. */
    static final int NUMBERS = 3;
    private static final double BLURRED = 0.4;
    private static final double NOISY = 0.5;
    private static final double NOISE = 20;
    private static final double WORST_QUALITY = 25;
    private static final double BEST_QUALITY = 95;
    /** Compressing takes longer than all else, so only one picture in so many is. */
    private static final int COMPRESSED = 3;

    private Damage() {
    }

    /** @param share how much of the usual damage, from 0 to 1 */
    static float[] draw(SplittableRandom random, double share) {
        double blur = random.nextDouble() < BLURRED * share ? random.nextDouble() : 0;
        double noise = random.nextDouble() < NOISY * share ? random.nextDouble(NOISE) : 0;
        double quality = random.nextDouble() < share ? random.nextDouble(WORST_QUALITY, BEST_QUALITY) : 100;
        return new float[] {(float) blur, (float) noise, (float) quality};
    }

    /** No damage but that of compression at its best. */
    static float[] none() {
        return new float[] {0, 0, 100};
    }

    /**
     * @param x       float32 [count, size, size, 3], RGB from 0 to 255
     * @param damages float32 [count, 3]
     * @param seed    int32 [2], of the noise
     */
    static Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x, Operand<TFloat32> damages, Operand<TInt32> seed,
                                   int count, int size) {
        Operand<TFloat32> soft = x;
        for (int pass = 0; pass < 2; pass++) {
            soft = tf.nn.avgPool(soft, List.of(1L, 3L, 3L, 1L), List.of(1L, 1L, 1L, 1L), "SAME");
        }
        x = tf.math.add(x, tf.math.mul(tf.math.sub(soft, x), column(tf, damages, 0)));
        Operand<TFloat32> noise = tf.random.statelessRandomNormal(tf.array(count, size, size, 3), seed);
        x = tf.math.add(x, tf.math.mul(noise, column(tf, damages, 1)));
        return compressed(tf, tf.clipByValue(x, tf.constant(0f), tf.constant(255f)), damages, count, size);
    }

    private static Operand<TFloat32> column(Ops tf, Operand<TFloat32> damages, int column) {
        return tf.reshape(tf.slice(damages, tf.array(0, column), tf.array(-1, 1)), tf.array(-1, 1, 1, 1));
    }

    private static Operand<TFloat32> compressed(Ops tf, Operand<TFloat32> x, Operand<TFloat32> damages, int count,
                                                int size) {
        List<Operand<TFloat32>> parts = new ArrayList<>(IntStream.range(0, count / COMPRESSED)
                .mapToObj(i -> recoded(tf, x, damages, size, i)).toList());
        parts.add(tf.slice(x, tf.array(parts.size(), 0, 0, 0), tf.array(-1, -1, -1, -1)));
        return tf.concat(parts, tf.constant(0));
    }

    private static Operand<TFloat32> recoded(Ops tf, Operand<TFloat32> x, Operand<TFloat32> damages, int size,
                                             int picture) {
        Operand<TFloat32> one = tf.reshape(tf.slice(x, tf.array(picture, 0, 0, 0), tf.array(1, -1, -1, -1)),
                tf.array(size, size, 3));
        Operand<TInt32> quality = tf.dtypes.cast(tf.reshape(tf.slice(damages, tf.array(picture, 2), tf.array(1, 1)),
                tf.constant(new int[0])), TInt32.class);
        Operand<TUint8> decoded = tf.image.decodeJpeg(tf.image.encodeJpegVariableQuality(
                tf.dtypes.cast(tf.math.round(one), TUint8.class), quality));
        return tf.reshape(tf.dtypes.cast(decoded, TFloat32.class), tf.array(1, size, size, 3));
    }
}
