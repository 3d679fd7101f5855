package io.nevus.train;

import io.nevus.triage.Calibration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The threshold, and how sure it is.
 *
 * @param threshold   with the interval in which it falls when other lesions are held out
 * @param sensitivity of this threshold, with its interval
 */
record OperatingPoint(Estimate threshold, Estimate sensitivity) {

    private static final int RESAMPLES = 2000;

    /** @throws TrainingException when no lesion is malignant */
    static OperatingPoint of(List<Scored> scores, Calibration calibration, long seed) {
        double chosen = Fitting.threshold(scores, calibration);
        List<Example> examples = scores.stream().map(Scored::example).toList();
        double[] malignancies = scores.stream().mapToDouble(s -> calibration.malignancy(s.logits())).toArray();
        int[] malignant = IntStream.range(0, scores.size()).filter(i -> examples.get(i).diagnosis().malignant())
                .boxed().sorted(Comparator.comparingDouble(i -> malignancies[i])).mapToInt(i -> i).toArray();
        List<Estimate> estimates = new Bootstrap(RESAMPLES, seed).estimates(examples, List.of(
                weights -> threshold(malignant, malignancies, weights),
                weights -> share(Arrays.stream(malignant).filter(i -> malignancies[i] >= chosen), weights)
                        / share(Arrays.stream(malignant), weights)));
        return new OperatingPoint(estimates.getFirst(), estimates.getLast());
    }

    /** As {@link Fitting#threshold}, of pictures that count more or less often. */
    private static double threshold(int[] malignant, double[] malignancies, double[] weights) {
        double missed = (1 - Fitting.SENSITIVITY) * share(Arrays.stream(malignant), weights);
        double below = 0;
        for (int i : malignant) {
            below += weights[i];
            if (below > missed) {
                return Math.clamp(malignancies[i], 1e-6, 1 - 1e-6);
            }
        }
        return Double.NaN;
    }

    private static double share(IntStream examples, double[] weights) {
        return examples.mapToDouble(i -> weights[i]).sum();
    }
}
