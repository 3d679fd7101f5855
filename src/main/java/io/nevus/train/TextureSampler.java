package io.nevus.train;

import io.nevus.train.MobileNetV2.Pointwise;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * Texture features of lesions as they are, amid smooth skin, with hairs, rulers and the like, and as lesser cameras would
 * show them: zoomed, discoloured and damaged. Without them the gate would turn away every picture with a little noise, with
 * a bubble, or with much plain skin, and without the sketches what is smoother than any skin under a dermatoscope.
 */
final class TextureSampler implements AutoCloseable {

    private static final int BATCH = 32;
    private static final int HALF = BATCH / 2;
    /** A picture of which the lesion fills a third then shows one that fills a tenth. */
    private static final double NARROWEST = 0.5;
    /** All but the first are what the gate would turn away without them; with more of them, more other things pass. */
    private static final List<Scene> SCENES = List.of(new Scene(2, (image, random) -> image),
            new Scene(16, TextureSampler::fromAfar), new Scene(2, Artefacts::on), new Scene(1, Sketch::of));

    private final Graph graph = new Graph();
    private final Ops tf = Ops.create(graph);
    private final Placeholder<TUint8> pictures = tf.placeholder(TUint8.class,
            Placeholder.shape(Shape.of(BATCH, PictureCache.SIDE, PictureCache.SIDE, 3)));
    private final Placeholder<TFloat32> transforms = feed(Augmentation.TRANSFORM);
    private final Placeholder<TFloat32> colours = feed(Augmentation.COLOUR);
    private final Placeholder<TFloat32> damages = feed(Damage.NUMBERS);
    private final Placeholder<TInt32> seed = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(2)));
    private final Operand<TFloat32> texture;
    private final Session session;
    private final int size;

    TextureSampler(Weights weights, int size) {
        this.size = size;
        Operand<TFloat32> x = Augmentation.apply(tf, pictures, transforms, colours, damages, seed, BATCH, size);
        texture = MobileNetV2.build(tf, Front.normalise(tf, x), Pointwise.CONVOLUTION,
                name -> Scorer.constant(tf, weights.get(name))).texture();
        session = new Session(graph, Sessions.config());
    }

    private Placeholder<TFloat32> feed(int columns) {
        return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(BATCH, columns)));
    }

    /** Two rows, distorted and plain, of some examples in each scene. */
    List<float[]> sample(List<Example> examples, PictureCache cache) {
        List<float[]> rows = new ArrayList<>();
        for (int start = 0; start < examples.size(); start += HALF) {
            List<Example> some = examples.subList(start, Math.min(start + HALF, examples.size()));
            SplittableRandom random = new SplittableRandom(start);
            for (Scene scene : SCENES) {
                if (start % (scene.every * HALF) == 0) {
                    rows.addAll(run(some, cache, scene, random));
                }
            }
        }
        return rows;
    }

    private static BufferedImage fromAfar(BufferedImage image, SplittableRandom random) {
        return Distortions.zoomedOut(image, random.nextDouble(NARROWEST, 1), random.nextDouble(), random.nextDouble());
    }

    /** Distorted ones in the first half of the batch, whose borders are mirrored; stretched ones would look like cloth. */
    private List<float[]> run(List<Example> some, PictureCache cache, Scene scene, SplittableRandom random) {
        byte[] bytes = new byte[BATCH * PictureCache.BYTES];
        float[] transform = new float[BATCH * Augmentation.TRANSFORM];
        float[] colour = new float[BATCH * Augmentation.COLOUR];
        float[] damage = new float[BATCH * Damage.NUMBERS];
        for (int i = 0; i < some.size(); i++) {
            double aspect = cache.aspect(some.get(i));
            Augmentation.draw(random, aspect, PictureCache.SIDE, size, 1).copy(transform, colour, damage, i);
            Augmentation.none(aspect, PictureCache.SIDE, size).copy(transform, colour, damage, HALF + i);
            for (int place : new int[] {i, HALF + i}) {
                cache.copy(some.get(i), bytes, place * PictureCache.BYTES);
                Pixels.change(bytes, place * PictureCache.BYTES, image -> scene.change.apply(image, random));
            }
        }
        try (TUint8 rgb = TUint8.tensorOf(pictures.shape(), DataBuffers.of(bytes, true, false));
             TFloat32 t = TFloat32.tensorOf(transforms.shape(), DataBuffers.of(transform));
             TFloat32 c = TFloat32.tensorOf(colours.shape(), DataBuffers.of(colour));
             TFloat32 d = TFloat32.tensorOf(damages.shape(), DataBuffers.of(damage));
             TInt32 s = TInt32.vectorOf(1, random.nextInt());
             var result = session.runner().feed(pictures, rgb).feed(transforms, t).feed(colours, c).feed(damages, d)
                     .feed(seed, s).fetch(texture).run()) {
            List<float[]> rows = Scorer.rows((TFloat32) result.get(0));
            return Stream.concat(rows.stream().limit(some.size()), rows.stream().skip(HALF).limit(some.size())).toList();
        }
    }

    /**
     * How lesions are shown.
     *
     * @param every one batch in so many
     */
    private record Scene(int every, BiFunction<BufferedImage, SplittableRandom, BufferedImage> change) {
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
