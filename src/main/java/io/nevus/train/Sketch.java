package io.nevus.train;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A lesion as one would draw it, and as phones that smooth skin come close to: two even colours with a soft border. */
final class Sketch {

    private static final double GRAIN = 10;
    private static final double SPECKLE = 16;
    /** Speckles side by side. */
    private static final int FEWEST = 8;
    private static final int MOST = 48;
    private static final int GREY = 128;
    private static final int RED = 0;

    private final int width;
    /** RGB of the softened picture, pixel by pixel, and its luminances. */
    private final int[] samples;
    private final double[] luminances;
    private final double middle;
    private final double border;

    private Sketch(BufferedImage picture, SplittableRandom random) {
        BufferedImage soft = Distortions.blurred(picture, random.nextDouble(0.005, 0.025));
        width = soft.getWidth();
        samples = soft.getRaster().getPixels(0, 0, soft.getWidth(), soft.getHeight(), (int[]) null);
        luminances = new double[samples.length / 3];
        Arrays.setAll(luminances, i -> 0.299 * samples[3 * i] + 0.587 * samples[3 * i + 1] + 0.114 * samples[3 * i + 2]);
        double[] sorted = luminances.clone();
        Arrays.sort(sorted);
        double dark = sorted[sorted.length / 20];
        double light = sorted[sorted.length - 1 - sorted.length / 20];
        middle = (dark + light) / 2;
        border = 1 + (light - dark) * random.nextDouble(0.02, 0.12);
    }

    /** What is darker than the middle of a picture becomes a lesion of one colour, and the rest plain, speckled skin. */
    static BufferedImage of(BufferedImage picture, SplittableRandom random) {
        Sketch sketch = new Sketch(picture, random);
        BufferedImage result = Distortions.blank(picture.getWidth(), picture.getHeight());
        result.getRaster().setPixels(0, 0, picture.getWidth(), picture.getHeight(), sketch.drawn(random));
        return result;
    }

    private int[] drawn(SplittableRandom random) {
        double[] shares = Arrays.stream(luminances).map(l -> 1 / (1 + Math.exp((l - middle) / border))).toArray();
        double[] skin = colour(Arrays.stream(shares).map(share -> 1 - share).toArray());
        double[] lesion = colour(shares);
        double grain = random.nextDouble(GRAIN);
        int[] speckles = speckles(random);
        int[] drawn = new int[samples.length];
        for (int i = 0; i < shares.length; i++) {
            double light = grain * random.nextGaussian() + speckles[i] - GREY;
            for (int band = 0; band < 3; band++) {
                double value = skin[band] + shares[i] * (lesion[band] - skin[band]) + light;
                drawn[3 * i + band] = Math.clamp(Math.round(value), 0, 255);
            }
        }
        return drawn;
    }

    /** One a pixel, around GREY: skin is lighter here and darker there. */
    private int[] speckles(SplittableRandom random) {
        int across = random.nextInt(FEWEST, MOST);
        double deviation = random.nextDouble(SPECKLE);
        BufferedImage few = Distortions.blank(across, across);
        few.getRaster().setSamples(0, 0, across, across, RED, IntStream.range(0, across * across)
                .map(i -> (int) Math.clamp(Math.round(GREY + deviation * random.nextGaussian()), 0, 255)).toArray());
        int height = luminances.length / width;
        return Distortions.scaled(few, width, height).getRaster().getSamples(0, 0, width, height, RED, (int[]) null);
    }

    /** The mean colour of a part of the picture. */
    private double[] colour(double[] shares) {
        double[] sum = new double[3];
        for (int i = 0; i < samples.length; i++) {
            sum[i % 3] += shares[i / 3] * samples[i];
        }
        double all = Arrays.stream(shares).sum();
        return Arrays.stream(sum).map(s -> s / all).toArray();
    }
}
