package io.nevus.train;

import io.nevus.triage.LesionClass;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What one training step is fed.
 *
 * @param pictures   uint8 [batch, 256, 256, 3], row by row
 * @param transforms float32 [batch, 8], see {@link Augmentation}
 * @param colours    float32 [batch, 6], see {@link Augmentation}
 * @param damages    float32 [batch, 3], see {@link Damage}
 * @param labels     float32 [batch, 7], one hot
 * @param own        share of a picture in its blend with another one of the batch; 1 for no blend
 */
record Batch(byte[] pictures, float[] transforms, float[] colours, float[] damages, float[] labels, float own) {

    /** Draws batches in which classes come as the recipe's balance says. */
    static final class Sampler {

        /** The prior of a class without pictures: its logarithm must be finite. */
        private static final float NEVER = 1e-6f;

        private final Recipe recipe;
        private final PictureCache cache;
        private final Map<LesionClass, List<Example>> byClass = new EnumMap<>(LesionClass.class);
        private final float[] prior = new float[LesionClass.values().length];

        Sampler(Recipe recipe, List<Example> examples, PictureCache cache) {
            this.recipe = recipe;
            this.cache = cache;
            float sum = 0;
            for (LesionClass diagnosis : LesionClass.values()) {
                byClass.put(diagnosis, examples.stream().filter(e -> e.diagnosis() == diagnosis).toList());
                prior[diagnosis.ordinal()] = share(byClass.get(diagnosis).size());
                sum += prior[diagnosis.ordinal()];
            }
            if (sum == 0) {
                throw new TrainingException("There is no picture to train on");
            }
            for (int i = 0; i < prior.length; i++) {
                prior[i] = Math.max(prior[i] / sum, NEVER);
            }
        }

        private float share(int members) {
            return members == 0 ? 0 : (float) Math.pow(members, 1 - recipe.balance());
        }

        /** The share of each class, by its ordinal. */
        float[] prior() {
            return prior.clone();
        }

        /** The same step always gets the same batch. */
        Batch draw(int step) {
            SplittableRandom random = new SplittableRandom(recipe.seed() * 1_000_003L + step);
            int n = recipe.batch();
            Batch batch = new Batch(new byte[n * PictureCache.BYTES],
                    new float[n * Augmentation.TRANSFORM], new float[n * Augmentation.COLOUR],
                    new float[n * Damage.NUMBERS], new float[n * LesionClass.values().length], own(random));
            for (int i = 0; i < n; i++) {
                LesionClass diagnosis = drawClass(random);
                List<Example> members = byClass.get(diagnosis);
                Example example = members.get(random.nextInt(members.size()));
                cache.copy(example, batch.pictures, i * PictureCache.BYTES);
                Augmentation.draw(random, cache.aspect(example), PictureCache.SIDE, recipe.size(), recipe.damage())
                        .copy(batch.transforms, batch.colours, batch.damages, i);
                batch.labels[i * LesionClass.values().length + diagnosis.ordinal()] = 1;
            }
            return batch;
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

        private LesionClass drawClass(SplittableRandom random) {
            double left = random.nextDouble();
            for (LesionClass diagnosis : LesionClass.values()) {
                left -= prior[diagnosis.ordinal()];
                if (left < 0 && !byClass.get(diagnosis).isEmpty()) {
                    return diagnosis;
                }
            }
            return drawClass(random);
        }
    }
}
