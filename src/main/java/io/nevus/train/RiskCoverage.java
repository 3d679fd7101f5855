package io.nevus.train;

import io.nevus.triage.Calibration;
import io.nevus.triage.LesionClass;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How often the class is wrong were only the surest pictures decided.
 *
 * @param risks share of wrong classes among the surest one, two, three … pictures
 */
record RiskCoverage(double[] risks) {

    /** Sure is which class has a high probability, were all equally common, as that is how it is decided. */
    static RiskCoverage of(List<Scored> scored, double temperature) {
        Calibration balanced = new Calibration(temperature, new double[LesionClass.values().length]);
        List<Scored> surestFirst = scored.stream().sorted(Comparator.comparingDouble(
                s -> -Arrays.stream(balanced.probabilities(s.logits())).max().orElseThrow())).toList();
        double[] risks = new double[scored.size()];
        double wrong = 0;
        for (int k = 0; k < risks.length; k++) {
            wrong += surestFirst.get(k).right() ? 0 : 1;
            risks[k] = wrong / (k + 1);
        }
        return new RiskCoverage(risks);
    }

    double area() {
        return Arrays.stream(risks).average().orElse(Double.NaN);
    }

    /** With no picture left undecided. */
    double full() {
        return risks[risks.length - 1];
    }

    double[] coverages() {
        double[] coverages = new double[risks.length];
        Arrays.setAll(coverages, k -> (k + 1.0) / risks.length);
        return coverages;
    }
}
