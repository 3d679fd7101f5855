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
 * @param labels     float32 [batch, 7], one hot
 */
record Batch(byte[] pictures, float[] transforms, float[] colours, float[] labels) {

    /** Draws batches in which a class comes in proportion to the square root of its number of pictures. */
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
                prior[diagnosis.ordinal()] = (float) Math.sqrt(byClass.get(diagnosis).size());
                sum += prior[diagnosis.ordinal()];
            }
            if (sum == 0) {
                throw new TrainingException("There is no picture to train on");
            }
            for (int i = 0; i < prior.length; i++) {
                prior[i] = Math.max(prior[i] / sum, NEVER);
            }
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
                    new float[n * LesionClass.values().length]);
            for (int i = 0; i < n; i++) {
                LesionClass diagnosis = drawClass(random);
                List<Example> members = byClass.get(diagnosis);
                Example example = members.get(random.nextInt(members.size()));
                cache.copy(example, batch.pictures, i * PictureCache.BYTES);
                Augmentation augmentation = Augmentation.draw(random, cache.aspect(example),
                        PictureCache.SIDE, recipe.size());
                System.arraycopy(augmentation.transform(), 0, batch.transforms, i * Augmentation.TRANSFORM,
                        Augmentation.TRANSFORM);
                System.arraycopy(augmentation.colour(), 0, batch.colours, i * Augmentation.COLOUR, Augmentation.COLOUR);
                batch.labels[i * LesionClass.values().length + diagnosis.ordinal()] = 1;
            }
            return batch;
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
