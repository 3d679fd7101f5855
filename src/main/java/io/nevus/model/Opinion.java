package io.nevus.model;

/**
 * What a network says of a picture, whether or not it may be judged.
 *
 * @param strangeness as a share of that from which on pictures are refused; 0 where none are
 */
record Opinion(double malignancy, double threshold, double strangeness) {

    /** The figures that Nevus tells have three digits. */
    private static final double MOST_MALIGNANCY = 0.03;
    private static final double MOST_AT_THRESHOLD = 0.005;
    private static final double MOST_STRANGENESS = 0.05;
    /** A sigmoid may say 0 or 1, of which there are no odds. */
    private static final double CERTAIN = 1e-6;

    /** Whether no verdict would differ, unless malignancy is within 0.005 of the threshold, nor hardly any refusal. */
    boolean agrees(Opinion other) {
        return Math.abs(malignancy - other.malignancy) <= MOST_MALIGNANCY
                && shift(other) <= MOST_AT_THRESHOLD
                && Math.abs(strangeness - other.strangeness) <= MOST_STRANGENESS;
    }

    /** By how much malignancy would differ at the threshold if its log-odds differed as here. */
    double shift(Opinion other) {
        return Math.abs(logOdds(malignancy) - logOdds(other.malignancy)) * threshold * (1 - threshold);
    }

    private static double logOdds(double probability) {
        double uncertain = Math.clamp(probability, CERTAIN, 1 - CERTAIN);
        return Math.log(uncertain / (1 - uncertain));
    }
}
