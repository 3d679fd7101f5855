package io.nevus.http;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Draws what looks enough like a mole on skin to be judged, so that no one's picture is needed. */
final class LesionDrawing {

    private static final int WIDTH = 600;
    private static final int HEIGHT = 450;

    private LesionDrawing() {
    }

    /** A brown, slightly irregular mole in the middle of speckled skin. */
    static BufferedImage mole() {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var random = new Random(7);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double grain = random.nextGaussian() * 7 + 6 * Math.sin(x / 9.0) * Math.cos(y / 7.0);
                image.setRGB(x, y, blend(moleness(x, y), grain).getRGB());
            }
        }
        return image;
    }

    /** The same in shades of grey, which the server refuses. */
    static BufferedImage greyMole() {
        var grey = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        grey.getGraphics().drawImage(mole(), 0, 0, null);
        return grey;
    }

    /** Coloured noise: no picture compresses worse. */
    static BufferedImage noise(int side) {
        var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, side, side, new Random(7).ints((long) side * side).toArray(), 0, side);
        return image;
    }

    static byte[] encode(BufferedImage image, String format) {
        try (var out = new ByteArrayOutputStream()) {
            ImageIO.write(image, format, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From 0 on the skin to 1 inside the mole, with a soft, wavy border. */
    private static double moleness(int x, int y) {
        double dx = (x - WIDTH / 2.0) / 150;
        double dy = (y - HEIGHT / 2.0) / 115;
        double border = 1 + 0.08 * Math.sin(5 * Math.atan2(dy, dx)) + 0.05 * Math.cos(3 * Math.atan2(dy, dx));
        return 1 / (1 + Math.exp(14 * (Math.hypot(dx, dy) - border)));
    }

    private static Color blend(double moleness, double grain) {
        return new Color(channel(218, 112, moleness, grain), channel(168, 70, moleness, grain),
                channel(148, 52, moleness, grain));
    }

    private static int channel(int skin, int mole, double moleness, double grain) {
        return (int) Math.clamp(skin + moleness * (mole - skin) + grain * (1 + moleness), 0, 255);
    }
}
