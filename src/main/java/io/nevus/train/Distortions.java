package io.nevus.train;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.TexturePaint;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.awt.image.RescaleOp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** Changes pictures in Java2D; all are RGB, and keep their size but for a quarter turn. */
final class Distortions {

    private Distortions() {
    }

    /**
     * Makes the picture smaller, amid a blurred background that continues its border.
     *
     * @param scale of its sides, from 0.5 to 1
     * @param x     0 when it is at the left, 1 at the right
     * @param y     0 when it is at the top, 1 at the bottom
     */
    static BufferedImage zoomedOut(BufferedImage image, double scale, double x, double y) {
        BufferedImage result = blank(image.getWidth(), image.getHeight());
        Graphics2D g = pen(result);
        g.translate(image.getWidth() * (1 - scale) * x, image.getHeight() * (1 - scale) * y);
        g.scale(scale, scale);
        AffineTransform cells = AffineTransform.getScaleInstance((double) image.getWidth() / Background.CELLS,
                (double) image.getHeight() / Background.CELLS);
        cells.translate(-Background.MARGIN, -Background.MARGIN);
        g.drawImage(Background.of(image), cells, null);
        g.drawImage(image, 0, 0, null);
        g.dispose();
        return result;
    }

    static BufferedImage scaled(BufferedImage image, int width, int height) {
        BufferedImage result = blank(width, height);
        Graphics2D g = pen(result);
        g.drawImage(image, 0, 0, width, height, null);
        g.dispose();
        return result;
    }

    static BufferedImage quarterTurn(BufferedImage image) {
        BufferedImage result = blank(image.getHeight(), image.getWidth());
        Graphics2D g = result.createGraphics();
        g.drawImage(image, new AffineTransform(0, 1, -1, 0, image.getHeight(), 0), null);
        g.dispose();
        return result;
    }

    /** About its middle; the corners show the mirrored border. */
    static BufferedImage rotated(BufferedImage image, double degrees) {
        return mirrored(image, image.getWidth(), image.getHeight(), AffineTransform.getRotateInstance(
                Math.toRadians(degrees), image.getWidth() / 2.0, image.getHeight() / 2.0));
    }

    static BufferedImage lit(BufferedImage image, float red, float green, float blue) {
        return new RescaleOp(new float[] {red, green, blue}, new float[3], null)
                .filter(image, blank(image.getWidth(), image.getHeight()));
    }

    /** By a Gaussian whose standard deviation is this share of the longer side. */
    static BufferedImage blurred(BufferedImage image, double share) {
        double sigma = share * Math.max(image.getWidth(), image.getHeight());
        int margin = (int) Math.ceil(3 * sigma);
        float[] bell = new float[2 * margin + 1];
        double sum = IntStream.range(0, bell.length).mapToDouble(i -> bell(i - margin, sigma)).sum();
        IntStream.range(0, bell.length).forEach(i -> bell[i] = (float) (bell(i - margin, sigma) / sum));
        BufferedImage wide = mirrored(image, image.getWidth() + 2 * margin, image.getHeight() + 2 * margin,
                AffineTransform.getTranslateInstance(margin, margin));
        BufferedImage across = new ConvolveOp(new Kernel(bell.length, 1, bell)).filter(wide, null);
        BufferedImage both = new ConvolveOp(new Kernel(1, bell.length, bell)).filter(across, null);
        return both.getSubimage(margin, margin, image.getWidth(), image.getHeight());
    }

    private static double bell(int distance, double sigma) {
        return Math.exp(-distance * distance / (2 * sigma * sigma));
    }

    /** Gaussian noise on each channel of each pixel. */
    static BufferedImage noisy(BufferedImage image, double deviation, Random random) {
        BufferedImage result = blank(image.getWidth(), image.getHeight());
        int[] samples = image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = Math.clamp(Math.round(samples[i] + deviation * random.nextGaussian()), 0, 255);
        }
        result.getRaster().setPixels(0, 0, image.getWidth(), image.getHeight(), samples);
        return result;
    }

    /**
     * The plane that the picture and its mirror images tile, seen through a frame.
     *
     * @param placed where the picture is in the frame; nothing is interpolated if it is only moved, by whole pixels
     */
    private static BufferedImage mirrored(BufferedImage image, int width, int height, AffineTransform placed) {
        int w = image.getWidth();
        int h = image.getHeight();
        BufferedImage tile = blank(2 * w, 2 * h);
        Graphics2D tiler = tile.createGraphics();
        for (int[] flip : new int[][] {{1, 1}, {-1, 1}, {1, -1}, {-1, -1}}) {
            tiler.drawImage(image, new AffineTransform(flip[0], 0, 0, flip[1], flip[0] > 0 ? 0 : 2 * w,
                    flip[1] > 0 ? 0 : 2 * h), null);
        }
        tiler.dispose();
        BufferedImage result = blank(width, height);
        Graphics2D g = placed.getType() == AffineTransform.TYPE_TRANSLATION ? result.createGraphics() : pen(result);
        g.transform(placed);
        g.setPaint(new TexturePaint(tile, new Rectangle(2 * w, 2 * h)));
        int far = 4 * (width + height);
        g.fillRect(-far, -far, 2 * far, 2 * far);
        g.dispose();
        return result;
    }

    static BufferedImage blank(int width, int height) {
        return new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    }

    private static Graphics2D pen(BufferedImage image) {
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        return g;
    }

    static byte[] png(BufferedImage image) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    static byte[] jpeg(BufferedImage image, float quality) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
