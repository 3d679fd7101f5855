package io.nevus.train;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Percentile bootstrap over lesions: the pictures of one lesion are alike, so they come and go together.
 *
 * @param resamples how often as many lesions as there are get drawn, with replacement
 * @param seed      the same seed and examples give the same resamples, which pairs two models
 */
record Bootstrap(int resamples, long seed) {

    private static final double TAIL = 0.025;

    /** Estimates figures from how often each example counts. */
    List<Estimate> estimates(List<Example> examples, List<ToDoubleFunction<double[]>> figures) {
        int[] lesions = lesions(examples);
        Random random = new Random(seed);
        double[][] values = new double[figures.size()][resamples];
        for (int resample = 0; resample < resamples; resample++) {
            double[] weights = weights(lesions, random);
            for (int figure = 0; figure < values.length; figure++) {
                values[figure][resample] = figures.get(figure).applyAsDouble(weights);
            }
        }
        double[] once = new double[lesions.length];
        Arrays.fill(once, 1);
        return IntStream.range(0, values.length)
                .mapToObj(i -> estimate(figures.get(i).applyAsDouble(once), values[i])).toList();
    }

    /** The number of each example's lesion. */
    private static int[] lesions(List<Example> examples) {
        Map<String, Integer> numbers = new HashMap<>();
        return examples.stream().mapToInt(e -> {
            numbers.putIfAbsent(e.lesion(), numbers.size());
            return numbers.get(e.lesion());
        }).toArray();
    }

    private static double[] weights(int[] lesions, Random random) {
        int[] counts = new int[Arrays.stream(lesions).max().orElse(-1) + 1];
        for (int i = 0; i < counts.length; i++) {
            counts[random.nextInt(counts.length)]++;
        }
        return Arrays.stream(lesions).mapToDouble(lesion -> counts[lesion]).toArray();
    }

    /** A resample that cannot tell, as one without melanomas, is left out. */
    private static Estimate estimate(double value, double[] resampled) {
        double[] sorted = Arrays.stream(resampled).filter(Double::isFinite).sorted().toArray();
        return sorted.length == 0 ? new Estimate(value, value, value) : new Estimate(value,
                sorted[(int) Math.floor(TAIL * (sorted.length - 1))],
                sorted[(int) Math.ceil((1 - TAIL) * (sorted.length - 1))]);
    }
}
