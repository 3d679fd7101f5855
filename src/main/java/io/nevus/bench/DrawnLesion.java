package io.nevus.bench;

import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** Draws what the model takes for a mole, so that nobody's picture is needed. */
final class DrawnLesion {
    private static final int WIDTH = 600;
    private static final int HEIGHT = 450;
    private static final int PHOTOGRAPH_WIDTH = 4000;
    private static final int PHOTOGRAPH_HEIGHT = 3000;
    private static final int GRAIN = 24;

    private DrawnLesion() {
    }

    /** 600x450 in 50 KB, as most dermoscopic pictures are. */
    static byte[] small() {
        return jpeg(grainy(lesion()), 50_000);
    }

    /** 12 megapixels in 4 MB, as telephones make them. */
    static byte[] photograph() {
        return jpeg(grainy(enlarged()), 4_000_000);
    }

    /** The same without grain, of which a PNG would have too many bytes. */
    static byte[] photographAsPng() {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(enlarged(), "png", bytes);
        } catch (IOException e) {
            throw new IllegalStateException("Memory has no trouble", e);
        }
        return bytes.toByteArray();
    }

    private static BufferedImage lesion() {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double mole = mole(x, y);
                double light = 6 * Math.sin(x / 9.0) * Math.cos(y / 7.0) * (1 + mole);
                image.setRGB(x, y, new Color((int) (218 - 106 * mole + light), (int) (168 - 98 * mole + light),
                        (int) (148 - 96 * mole + light)).getRGB());
            }
        }
        return image;
    }

    /** From 0 on the skin to 1 inside, with a soft, wavy border. */
    private static double mole(int x, int y) {
        double dx = (x - WIDTH / 2.0) / 150;
        double dy = (y - HEIGHT / 2.0) / 115;
        double border = 1 + 0.08 * Math.sin(5 * Math.atan2(dy, dx));
        return 1 / (1 + Math.exp(14 * (Math.hypot(dx, dy) - border)));
    }

    private static BufferedImage enlarged() {
        var image = new BufferedImage(PHOTOGRAPH_WIDTH, PHOTOGRAPH_HEIGHT, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.drawImage(lesion(), 0, 0, PHOTOGRAPH_WIDTH, PHOTOGRAPH_HEIGHT, null);
        pen.dispose();
        return image;
    }

    private static BufferedImage grainy(BufferedImage image) {
        var random = new Random(1);
        int[] row = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, row.length, 1, row, 0, row.length);
            for (int x = 0; x < row.length; x++) {
                row[x] += random.nextInt(GRAIN) * 0x010101; // no channel is so bright that it would overflow
            }
            image.setRGB(0, y, row.length, 1, row, 0, row.length);
        }
        return image;
    }

    /** In the best quality that has no more bytes. */
    private static byte[] jpeg(BufferedImage image, int most) {
        byte[] bytes = jpeg(image, 0.95f);
        for (float quality = 0.9f; bytes.length > most; quality -= 0.05f) {
            bytes = jpeg(image, quality);
        }
        return bytes;
    }

    private static byte[] jpeg(BufferedImage image, float quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(quality);
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException e) {
            throw new IllegalStateException("Memory has no trouble", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
