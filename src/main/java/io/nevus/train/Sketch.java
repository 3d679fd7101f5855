package io.nevus.train;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A lesion as one would draw it, and as phones that smooth skin come close to: two even colours with a soft border. */
final class Sketch {

    private static final double GRAIN = 10;

    private final BufferedImage soft;
    private final double middle;
    private final double border;

    private Sketch(BufferedImage picture, SplittableRandom random) {
        soft = Distortions.blurred(picture, random.nextDouble(0.005, 0.025));
        double[] sorted = luminances(soft);
        Arrays.sort(sorted);
        double dark = sorted[sorted.length / 20];
        double light = sorted[sorted.length - 1 - sorted.length / 20];
        middle = (dark + light) / 2;
        border = 1 + (light - dark) * random.nextDouble(0.02, 0.12);
    }

    /** What is darker than the middle of a picture becomes a lesion of one colour, and the rest plain skin, with grain. */
    static BufferedImage of(BufferedImage picture, SplittableRandom random) {
        Sketch sketch = new Sketch(picture, random);
        double[] shares = Arrays.stream(luminances(sketch.soft))
                .map(luminance -> 1 / (1 + Math.exp((luminance - sketch.middle) / sketch.border))).toArray();
        double[] skin = sketch.colour(Arrays.stream(shares).map(share -> 1 - share).toArray());
        double[] lesion = sketch.colour(shares);
        double grain = random.nextDouble(GRAIN);
        BufferedImage result = Distortions.blank(picture.getWidth(), picture.getHeight());
        for (int i = 0; i < shares.length; i++) {
            double light = grain * random.nextGaussian();
            int[] rgb = new int[3];
            for (int band = 0; band < 3; band++) {
                rgb[band] = (int) Math.clamp(Math.round(skin[band] + shares[i] * (lesion[band] - skin[band]) + light), 0, 255);
            }
            result.getRaster().setPixel(i % picture.getWidth(), i / picture.getWidth(), rgb);
        }
        return result;
    }

    /** The mean colour of a part of the picture. */
    private double[] colour(double[] shares) {
        int[] samples = samples(soft);
        double[] sum = new double[3];
        for (int i = 0; i < samples.length; i++) {
            sum[i % 3] += shares[i / 3] * samples[i];
        }
        double all = Arrays.stream(shares).sum();
        return Arrays.stream(sum).map(s -> s / all).toArray();
    }

    private static double[] luminances(BufferedImage image) {
        int[] samples = samples(image);
        double[] luminances = new double[samples.length / 3];
        for (int i = 0; i < luminances.length; i++) {
            luminances[i] = 0.299 * samples[3 * i] + 0.587 * samples[3 * i + 1] + 0.114 * samples[3 * i + 2];
        }
        return luminances;
    }

    private static int[] samples(BufferedImage image) {
        return image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
    }
}
