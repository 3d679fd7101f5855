package io.nevus.train;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.function.UnaryOperator;

/** Redraws a square of a {@link PictureCache} by means of Java's own drawing. */
final class Pixels {

    private Pixels() {
    }

    /**
     * @param rgb   red, green and blue of each pixel, row by row
     * @param start where the square begins there
     */
    static void change(byte[] rgb, int start, UnaryOperator<BufferedImage> change) {
        BufferedImage image = Distortions.blank(PictureCache.SIDE, PictureCache.SIDE);
        int[] pixels = pixels(image);
        for (int i = 0, at = start; i < pixels.length; i++, at += 3) {
            pixels[i] = (rgb[at] & 255) << 16 | (rgb[at + 1] & 255) << 8 | rgb[at + 2] & 255;
        }
        pixels = pixels(change.apply(image));
        for (int i = 0, at = start; i < pixels.length; i++, at += 3) {
            rgb[at] = (byte) (pixels[i] >> 16);
            rgb[at + 1] = (byte) (pixels[i] >> 8);
            rgb[at + 2] = (byte) pixels[i];
        }
    }

    private static int[] pixels(BufferedImage image) {
        return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    }
}
