package io.nevus.train;

import io.nevus.triage.LesionClass;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * What one training step is fed.
 *
 * @param pictures   uint8 [batch, 256, 256, 3], row by row
 * @param transforms float32 [batch, 8], see {@link Augmentation}
 * @param colours    float32 [batch, 6], see {@link Augmentation}
 * @param damages    float32 [batch, 3], see {@link Damage}
 * @param labels     float32 [batch, 7], one hot but for label smoothing
 * @param priors     float32 [batch, 7], how often each class is drawn from where the picture comes from
 * @param own        share of a picture in its blend with another one of the batch; 1 for no blend
 */
record Batch(byte[] pictures, float[] transforms, float[] colours, float[] damages, float[] labels, float[] priors,
             float own) {

    /** Share of the damaged half of a batch on which hairs, a ruler or the like lie. */
    private static final double COVERED = 0.5;
    private static final int CLASSES = LesionClass.values().length;

    /** Draws batches in which classes come as the recipe's balance says. */
    static final class Sampler {

        private final Recipe recipe;
        private final PictureCache cache;
        private final List<Source> sources;

        Sampler(Recipe recipe, Split split, PictureCache cache) {
            this.recipe = recipe;
            this.cache = cache;
            this.sources = Stream.of(split.train(), split.extra()).filter(examples -> !examples.isEmpty())
                    .map(examples -> new Source(examples, recipe.balance())).toList();
            if (sources.isEmpty()) {
                throw new TrainingException("There is no picture to train on");
            }
        }

        /** The same step always gets the same batch. */
        Batch draw(int step) {
            SplittableRandom random = new SplittableRandom(recipe.seed() * 1_000_003L + step);
            int n = recipe.batch();
            Batch batch = new Batch(new byte[n * PictureCache.BYTES],
                    new float[n * Augmentation.TRANSFORM], new float[n * Augmentation.COLOUR],
                    new float[n * Damage.NUMBERS], new float[n * CLASSES], new float[n * CLASSES], own(random));
            for (int i = 0; i < n; i++) {
                Source source = drawSource(random);
                Example example = source.draw(random);
                cache.copy(example, batch.pictures, i * PictureCache.BYTES);
                if (i < n / 2 && random.nextDouble() < COVERED * recipe.damage()) {
                    Pixels.change(batch.pictures, i * PictureCache.BYTES, image -> Artefacts.on(image, random));
                }
                Augmentation.draw(random, cache.aspect(example), PictureCache.SIDE, recipe.size(), recipe.damage())
                        .copy(batch.transforms, batch.colours, batch.damages, i);
                System.arraycopy(source.label(example.diagnosis(), recipe.labelSmoothing()), 0, batch.labels, i * CLASSES,
                        CLASSES);
                System.arraycopy(source.prior(), 0, batch.priors, i * CLASSES, CLASSES);
            }
            return batch;
        }

        private Source drawSource(SplittableRandom random) {
            int all = sources.stream().mapToInt(Source::size).sum();
            return random.nextInt(all) < sources.getFirst().size() ? sources.getFirst() : sources.getLast();
        }

        /** The larger of a draw from Beta(mixup, mixup) and what is left, by Jöhnk's method (1964). */
        private float own(SplittableRandom random) {
            if (recipe.mixup() == 0) {
                return 1;
            }
            double one = Math.pow(random.nextDouble(), 1 / recipe.mixup());
            double other = Math.pow(random.nextDouble(), 1 / recipe.mixup());
            double sum = one + other;
            return sum > 0 && sum <= 1 ? (float) (Math.max(one, other) / sum) : own(random);
        }
    }
}
