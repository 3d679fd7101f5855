package io.nevus.train;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What follows from the differences between trials and the base recipe, by rule. A difference is beyond noise when its
 * interval leaves out 0 and it is larger than what another seed alone made of the base recipe.
 */
record TuningFindings(List<TrialResult> compared) {

    /** @param trials how many the whole search has, with the base recipe */
    String told(int trials) {
        long intervals = compared.stream().filter(result -> !result.trial().changesSeedAlone())
                .flatMap(result -> result.differences().values().stream()).filter(Estimate::known).count();
        if (intervals == 0) {
            return "Nothing yet: there is nothing to compare.";
        }
        List<TrialResult> better = those(result -> any(result, 1) && !any(result, -1));
        return Stream.of(
                better.isEmpty() ? "**None is better than the base recipe beyond noise.**"
                        : list("Better than the base recipe beyond noise, and worse in nothing:", better),
                list("Better in some, worse in some:", those(result -> any(result, 1) && any(result, -1))),
                list("Worse:", those(result -> !any(result, 1) && any(result, -1))),
                better.size() < 2 ? "" : "Gains of single changes need not add up; try them together.",
                compared.size() + 1 < trials ? "The search is not over: more may follow." : "",
                caution(intervals)).filter(text -> !text.isEmpty()).collect(Collectors.joining("\n\n"));
    }

    private String caution(long intervals) {
        return ("In brackets: 95 %% intervals (paired bootstrap over lesions, %d resamples). Differences whose "
                + "interval holds 0 are noise. Of the %d intervals about %.0f would leave it out if nothing made any "
                + "difference. They know the chance in the choice of the lesions, not that in the training: %s").formatted(
                Search.BOOTSTRAP.resamples(), intervals, Math.ceil(0.05 * intervals),
                compared.stream().anyMatch(result -> result.trial().changesSeedAlone())
                        ? "a difference also has to be larger than that made by another seed alone to count here."
                        : "a trial of another seed would show that (`--try seed=2`).");
    }

    private List<TrialResult> those(Predicate<TrialResult> kind) {
        return compared.stream().filter(result -> !result.trial().changesSeedAlone()).filter(kind).toList();
    }

    private boolean any(TrialResult result, int sign) {
        return Stream.of(Contrast.values()).anyMatch(contrast -> sign(result, contrast) == sign);
    }

    /** 1 for a gain, -1 for a loss, 0 for noise. */
    int sign(TrialResult result, Contrast contrast) {
        Estimate difference = result.differences().get(contrast);
        if (difference == null || !difference.known() || difference.low() <= 0 && difference.high() >= 0
                || Math.abs(difference.value()) <= chance(contrast)) {
            return 0;
        }
        return difference.value() > 0 ? 1 : -1;
    }

    private double chance(Contrast contrast) {
        return compared.stream().filter(result -> result.trial().changesSeedAlone())
                .mapToDouble(result -> Math.abs(result.differences().get(contrast).value())).filter(Double::isFinite)
                .max().orElse(0);
    }

    private String list(String title, List<TrialResult> results) {
        return results.isEmpty() ? "" : title + results.stream().map(result -> "\n- `%s`: %s".formatted(
                result.trial().name(), Stream.of(Contrast.values()).filter(contrast -> sign(result, contrast) != 0)
                        .map(contrast -> contrast.title() + " " + told(result.differences().get(contrast)))
                        .collect(Collectors.joining(", "))))
                .collect(Collectors.joining("", "\n", ""));
    }

    /** In bold when it is beyond noise. */
    String cell(TrialResult result, Contrast contrast) {
        String told = told(result.differences().get(contrast));
        return sign(result, contrast) == 0 ? told : "**" + told + "**";
    }

    private static String told(Estimate difference) {
        return difference.known() ? String.format(Locale.ROOT, "%+.3f [%+.3f, %+.3f]", difference.value(),
                difference.low(), difference.high()) : "–";
    }
}
