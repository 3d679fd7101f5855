package io.nevus.picture;

import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.util.Arrays;
import java.util.Map;

/** Turns drawn images into others: darker, blurred, rotated, with other samples. */
final class Images {

    private Images() {
    }

    static BufferedImage lit(BufferedImage image, double share) {
        BufferedImage lit = copy(image, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < lit.getHeight(); y++) {
            for (int x = 0; x < lit.getWidth(); x++) {
                Color colour = new Color(lit.getRGB(x, y));
                lit.setRGB(x, y, rgb(colour.getRed() * share, colour.getGreen() * share, colour.getBlue() * share));
            }
        }
        return lit;
    }

    static BufferedImage blurred(BufferedImage image, int box) {
        float[] weights = new float[box];
        Arrays.fill(weights, 1f / box);
        RenderingHints none = new RenderingHints(Map.of());
        BufferedImage blurred = copy(image, BufferedImage.TYPE_INT_RGB);
        for (int pass = 0; pass < 3; pass++) {
            blurred = new ConvolveOp(new Kernel(box, 1, weights), ConvolveOp.EDGE_NO_OP, none).filter(blurred, null);
            blurred = new ConvolveOp(new Kernel(1, box, weights), ConvolveOp.EDGE_NO_OP, none).filter(blurred, null);
        }
        return blurred;
    }

    /** The pixels that a viewer which obeys this EXIF orientation shows upright. */
    static BufferedImage stored(BufferedImage upright, int orientation) {
        int w = upright.getWidth();
        int h = upright.getHeight();
        var stored = new BufferedImage(orientation < 5 ? w : h, orientation < 5 ? h : w, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                int rgb = upright.getRGB(x, y);
                switch (orientation) {
                    case 1 -> stored.setRGB(x, y, rgb);
                    case 2 -> stored.setRGB(w - 1 - x, y, rgb);
                    case 3 -> stored.setRGB(w - 1 - x, h - 1 - y, rgb);
                    case 4 -> stored.setRGB(x, h - 1 - y, rgb);
                    case 5 -> stored.setRGB(y, x, rgb);
                    case 6 -> stored.setRGB(y, w - 1 - x, rgb);
                    case 7 -> stored.setRGB(h - 1 - y, w - 1 - x, rgb);
                    case 8 -> stored.setRGB(h - 1 - y, x, rgb);
                    default -> throw new IllegalArgumentException("Orientation is 1 to 8, not " + orientation);
                }
            }
        }
        return stored;
    }

    static BufferedImage copy(BufferedImage image, int type) {
        var copy = new BufferedImage(image.getWidth(), image.getHeight(), type);
        copy.createGraphics().drawImage(image, 0, 0, null);
        return copy;
    }

    /** Samples and channels that the ready-made types do not have. */
    static BufferedImage deep(BufferedImage image, int colourSpace, boolean alpha, int sample) {
        var model = new ComponentColorModel(ColorSpace.getInstance(colourSpace), alpha, false,
                alpha ? ComponentColorModel.TRANSLUCENT : ComponentColorModel.OPAQUE, sample);
        var raster = model.createCompatibleWritableRaster(image.getWidth(), image.getHeight());
        var deep = new BufferedImage(model, raster, false, null);
        deep.createGraphics().drawImage(image, 0, 0, null);
        return deep;
    }

    static int rgb(double red, double green, double blue) {
        return clamp(red) << 16 | clamp(green) << 8 | clamp(blue);
    }

    private static int clamp(double value) {
        return Math.clamp(Math.round(value), 0, 255);
    }
}
