package io.nevus.train;

/**
 * Everything that decides what comes out of a training run, besides the data and the first weights.
 *
 * @param size           side of the pictures while training, in pixels
 * @param judgedSize     side of the pictures when the network is used, in pixels
 * @param epochs         how many times as many pictures are drawn as there are
 * @param batch          pictures a step
 * @param learningRate   peak of a cosine after a linear warm-up
 * @param decay          decoupled weight decay of kernels, depthwise ones excepted
 * @param labelSmoothing share of the label spread over all classes
 * @param dropout        share of features left out
 * @param average        decay of the averaged weights, a step
 * @param heldOut        share of pictures for calibration, and again for testing
 */
public record Recipe(int size, int judgedSize, double epochs, int batch, double learningRate, double decay,
              double labelSmoothing, double dropout, double average, double heldOut, long seed) {

    static final double WARM_UP = 0.03;
    /** The network halves its input five times. */
    private static final int STRIDE = 32;

    /** @throws TrainingException naming what is out of range */
    public Recipe {
        check(size >= STRIDE && size <= 512 && size % STRIDE == 0, "size must be a multiple of 32 from 32 to 512");
        check(epochs > 0 && epochs <= 10_000, "epochs must be above 0 and at most 10000");
        check(batch >= 2, "batch must be at least 2");
        check(learningRate > 0 && learningRate <= 1, "learning-rate must be above 0 and at most 1");
        check(heldOut > 0 && heldOut < 0.5, "the held-out share must be above 0 and below 0.5");
    }

    private static void check(boolean right, String rule) {
        if (!right) {
            throw new TrainingException("Impossible recipe: " + rule);
        }
    }

    public static Recipe standard() {
        return new Recipe(160, 224, 28, 32, 3e-4, 0.02, 0.05, 0.2, 0.998, 0.1, 1);
    }

    int steps(int examples) {
        return Math.max(1, (int) Math.round(epochs * examples / batch));
    }

    /** The learning rate of a step, counted from 0. */
    double learningRate(int step, int steps) {
        double warmUp = Math.max(1, WARM_UP * steps);
        return step < warmUp ? learningRate * (step + 1) / warmUp
                : learningRate * (1 + Math.cos(Math.PI * (step - warmUp) / (steps - warmUp))) / 2;
    }
}
