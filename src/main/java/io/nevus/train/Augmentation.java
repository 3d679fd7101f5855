package io.nevus.train;

import java.util.SplittableRandom;

/**
 * Where a virtual camera stands over a picture, and its colours: free turns and flips, zoom from half the picture to
 * five times it, so that lesions fill a fifth of the frame or all of it, frames from upright 3:4 to wide 3:2.
 *
 * @param transform the first six numbers of a projective transform from output to input pixels; the last two are 0
 * @param colour    factors: brightness, contrast, saturation, then red, green and blue gain
 */
record Augmentation(float[] transform, float[] colour) {

    static final int TRANSFORM = 8;
    static final int COLOUR = 6;
    private static final double ZOOM_OUT_SHARE = 0.25;
    private static final double ZOOM_OUT = 2.2;

    /**
     * @param aspect width by height of the picture before it was squeezed into the square of side {@code input}
     * @param output side of the result, in pixels
     */
    static Augmentation draw(SplittableRandom random, double aspect, int input, int output) {
        double frameAspect = Math.exp(random.nextDouble(Math.log(0.75), Math.log(1.5)));
        double area = random.nextDouble(0.45, 1.1);
        if (random.nextDouble() < ZOOM_OUT_SHARE) {
            double zoom = random.nextDouble(1, ZOOM_OUT);
            area = zoom * zoom;
        }
        double height = Math.sqrt(area * aspect / frameAspect);
        double width = frameAspect * height;
        double play = Math.abs(1 - Math.sqrt(area)) / 2;
        double x = random.nextDouble(-1, 1) * play * aspect;
        double y = random.nextDouble(-1, 1) * play;
        double angle = random.nextDouble(2 * Math.PI);
        int flip = random.nextBoolean() ? 1 : -1;
        float[] transform = transform(width * flip, height, angle, x, y, aspect, input, output);
        return new Augmentation(transform, colour(random));
    }

    /** A frame of that width and height (in picture heights), turned, with its centre at x, y from the picture's. */
    private static float[] transform(double width, double height, double angle, double x, double y, double aspect,
                                     int input, int output) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double perColumnX = cos * width / output * input / aspect;
        double perRowX = -sin * height / output * input / aspect;
        double perColumnY = sin * width / output * input;
        double perRowY = cos * height / output * input;
        double middle = (output - 1) / 2.0;
        double startX = (x / aspect + 0.5) * input - 0.5 - middle * (perColumnX + perRowX);
        double startY = (y + 0.5) * input - 0.5 - middle * (perColumnY + perRowY);
        return new float[] {(float) perColumnX, (float) perRowX, (float) startX,
                (float) perColumnY, (float) perRowY, (float) startY, 0, 0};
    }

    private static float[] colour(SplittableRandom random) {
        return new float[] {
                (float) random.nextDouble(0.75, 1.25), (float) random.nextDouble(0.75, 1.25),
                (float) random.nextDouble(0.7, 1.3), (float) random.nextDouble(0.92, 1.08),
                (float) random.nextDouble(0.92, 1.08), (float) random.nextDouble(0.92, 1.08)};
    }
}
