package io.nevus.train;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How a model does on distorted copies of the pictures.
 *
 * @param verdictsChanged share of the pictures whose malignancy comes to the other side of the threshold
 */
record Robustness(Stress stress, int pictures, Map<Figure, Estimate> figures, Estimate verdictsChanged) {

    static Robustness of(Stress stress, Evaluation undistorted, Readings distorted, Bootstrap bootstrap) {
        Scores scores = Scores.of(distorted, undistorted.triage());
        Scores before = Scores.of(undistorted.readings().sharedWith(distorted), undistorted.triage());
        Scores after = Scores.of(distorted.sharedWith(undistorted.readings()), undistorted.triage());
        Estimate changed = bootstrap.estimates(before.examples(), List.of(weights -> {
            double sum = IntStream.range(0, weights.length).mapToDouble(i -> weights[i]).sum();
            return IntStream.range(0, weights.length).filter(i -> before.alarm(i) != after.alarm(i))
                    .mapToDouble(i -> weights[i]).sum() / sum;
        })).getFirst();
        return new Robustness(stress, scores.size(), Evaluation.figures(scores, bootstrap), changed);
    }
}
