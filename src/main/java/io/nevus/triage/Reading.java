package io.nevus.triage;

/**
 * What the network says of one picture, as bare numbers.
 *
 * @param logits      one a class, of a balanced posterior, in the order of {@link LesionClass}
 * @param activations class-activation map [rows, columns, classes], row by row, in the units of the logits
 * @param quality     of the picture itself
 * @param strangeness mean squared distance of the network's inner features from those of lesions, in standard deviations
 */
public record Reading(float[] logits, float[] activations, int rows, int columns, Quality quality, double strangeness) {

    /**
     * @param luminance mean, 0 (black) to 255
     * @param contrast  standard deviation of the luminance
     * @param colour    mean distance between the colour channels, 0 (grey) to 255
     * @param sharpness mean absolute Laplacian of the luminance at the network's resolution, or at the picture's if that is less
     */
    public record Quality(double luminance, double contrast, double colour, double sharpness) {
    }
}
