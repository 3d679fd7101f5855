package io.nevus.triage;

/**
 * How the network's logits become probabilities: softmax(logits / temperature + logPrior).
 *
 * @param temperature fitted on held-out lesions
 * @param logPrior    logarithm of how often each class occurs where the model is used, in the order of the logits
 */
public record Calibration(double temperature, double[] logPrior) {

    /** Seven probabilities in the order of {@link LesionClass}, which add up to 1. */
    public double[] probabilities(float[] logits) {
        double[] probabilities = new double[logits.length];
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = logits[i] / temperature + logPrior[i];
            highest = Math.max(highest, probabilities[i]);
        }
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = Math.exp(probabilities[i] - highest);
            sum += probabilities[i];
        }
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }

    /** The sum over the malignant classes, 0 to 1. */
    public double malignancy(float[] logits) {
        double[] probabilities = probabilities(logits);
        double malignancy = 0;
        for (LesionClass diagnosis : LesionClass.values()) {
            malignancy += diagnosis.malignant() ? probabilities[diagnosis.ordinal()] : 0;
        }
        return Math.min(1, malignancy);
    }
}
