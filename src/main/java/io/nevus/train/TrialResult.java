package io.nevus.train;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a search has found out about a trial so far.
 *
 * @param folds       how many of its folds are done
 * @param diverged    how many of those ended in a network that knows nothing
 * @param seconds     of a fold, on average
 * @param differences its figures less those of the base recipe on the same pictures; empty for the base recipe
 */
record TrialResult(Trial trial, int folds, int diverged, OutOfFold found, double seconds,
                   Map<Contrast, Estimate> differences) {

    static TrialResult base(Trial trial, List<FoldScores> folds, double[] logPrior) {
        return of(trial, folds, OutOfFold.of(folds, logPrior), Map.of());
    }

    /** @param base the base recipe's scores in the same folds */
    static TrialResult of(Trial trial, List<FoldScores> folds, List<FoldScores> base, double[] logPrior,
                          Bootstrap bootstrap) {
        OutOfFold own = OutOfFold.of(folds, logPrior);
        OutOfFold other = OutOfFold.of(base, logPrior);
        Map<Contrast, Estimate> differences = new EnumMap<>(Contrast.class);
        List<Contrast> here = new ArrayList<>(List.of(Contrast.values()));
        here.remove(Contrast.AUC_ELSEWHERE);
        List<ToDoubleFunction<double[]>> formulas = here.stream()
                .map(contrast -> contrast.between(own, other)).toList();
        List<Estimate> estimates = bootstrap.estimates(own.scores().examples(), formulas);
        here.forEach(contrast -> differences.put(contrast, estimates.get(here.indexOf(contrast))));
        if (!own.elsewhere().isEmpty()) {
            differences.put(Contrast.AUC_ELSEWHERE, bootstrap.estimates(own.elsewhere().getFirst().examples(),
                    List.of(Contrast.AUC_ELSEWHERE.between(own, other))).getFirst());
        }
        return of(trial, folds, own, differences);
    }

    String title() {
        return trial.name() + (diverged > 0 ? " (diverged in %d)".formatted(diverged) : "");
    }

    private static TrialResult of(Trial trial, List<FoldScores> folds, OutOfFold found,
                                  Map<Contrast, Estimate> differences) {
        return new TrialResult(trial, folds.size(), (int) folds.stream().filter(FoldScores::knowsNothing).count(),
                found, folds.stream().mapToDouble(FoldScores::seconds).average().orElse(0), differences);
    }
}
