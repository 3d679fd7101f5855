package io.nevus.train;

import io.nevus.triage.Triage;
import java.util.Map;

/**
 * Two models on the same pictures.
 *
 * @param pictures    how many both could judge
 * @param baseline    the other model's figures on them
 * @param differences the model's figure less the baseline's, with intervals over the same resamples
 */
record Comparison(int pictures, Map<Figure, Estimate> baseline, Map<Figure, Estimate> differences, McNemar accuracy) {

    static Comparison of(Evaluation model, Readings others, Triage otherTriage, Bootstrap bootstrap) {
        Scores first = Scores.of(model.readings().sharedWith(others), model.triage());
        Scores second = Scores.of(others.sharedWith(model.readings()), otherTriage);
        return new Comparison(first.size(), Evaluation.figures(second, bootstrap),
                Evaluation.differences(first, second, bootstrap), McNemar.of(first, second));
    }
}
