package io.nevus.train;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** The way of a {@link Batch}'s pictures into a network: fed, augmented, blended and normalised. */
final class TrainingInput {

    private final Ops tf;
    private final Recipe recipe;
    private final Placeholder<TUint8> pictures;
    private final Placeholder<TFloat32> transforms;
    private final Placeholder<TFloat32> colours;
    private final Placeholder<TFloat32> damages;
    private final Placeholder<TFloat32> own;
    private final Placeholder<TInt32> seed;
    private final Operand<TFloat32> pixels;

    /** A run that has been fed; to be closed after it. */
    record Fed(Session.Runner runner, List<Tensor> tensors) implements AutoCloseable {
        @Override
        public void close() {
            tensors.forEach(Tensor::close);
        }
    }

    TrainingInput(Ops tf, Recipe recipe) {
        this.tf = tf;
        this.recipe = recipe;
        pictures = placeholder("pictures", TUint8.class, -1, PictureCache.SIDE, PictureCache.SIDE, 3);
        transforms = placeholder("transforms", TFloat32.class, -1, Augmentation.TRANSFORM);
        colours = placeholder("colours", TFloat32.class, -1, Augmentation.COLOUR);
        damages = placeholder("damages", TFloat32.class, -1, Damage.NUMBERS);
        own = placeholder("own", TFloat32.class);
        seed = placeholder("seed", TInt32.class, 2);
        pixels = Front.normalise(tf, blended(Augmentation.apply(tf, pictures, transforms, colours, damages, seed,
                recipe.batch(), recipe.size())));
    }

    private <T extends TType> Placeholder<T> placeholder(String name, Class<T> type, long... shape) {
        return tf.withName(name).placeholder(type, Placeholder.shape(Shape.of(shape)));
    }

    /** float32 [batch, size, size, 3], RGB from -1 to 1 */
    Operand<TFloat32> pixels() {
        return pixels;
    }

    /** int32 [2], for random numbers that are the same in the same step. */
    Operand<TInt32> seed() {
        return seed;
    }

    /** Mixup (Zhang et al., 2018) of each row with the one as far from the end as it is from the start. */
    Operand<TFloat32> blended(Operand<TFloat32> rows) {
        return recipe.mixup() == 0 ? rows : tf.math.add(tf.math.mul(rows, own),
                tf.math.mul(tf.reverse(rows, tf.array(0)), tf.math.sub(tf.constant(1f), own)));
    }

    Fed feed(Session.Runner runner, Batch batch, int step) {
        int n = recipe.batch();
        List<Tensor> tensors = new ArrayList<>();
        feed(runner, pictures, TUint8.tensorOf(Shape.of(n, PictureCache.SIDE, PictureCache.SIDE, 3),
                DataBuffers.of(batch.pictures(), true, false)), tensors);
        feed(runner, transforms, TrainingSession.floats(batch.transforms(), n, Augmentation.TRANSFORM), tensors);
        feed(runner, colours, TrainingSession.floats(batch.colours(), n, Augmentation.COLOUR), tensors);
        feed(runner, damages, TrainingSession.floats(batch.damages(), n, Damage.NUMBERS), tensors);
        feed(runner, own, TFloat32.scalarOf(batch.own()), tensors);
        feed(runner, seed, TInt32.vectorOf((int) recipe.seed(), step), tensors);
        return new Fed(runner, tensors);
    }

    private static void feed(Session.Runner runner, Placeholder<?> placeholder, Tensor tensor, List<Tensor> tensors) {
        tensors.add(tensor);
        runner.feed(placeholder, tensor);
    }
}
