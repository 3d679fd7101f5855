package io.nevus.train;

import io.nevus.picture.Inspection;
import io.nevus.picture.Picture;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Turns a picture's bytes into pixels the way a viewer shows them. */
final class Upright {

    /** The network looks at 224 pixels a side; more than this would only cost time. */
    static final int LONGEST = 1200;

    private Upright() {
    }

    /** @throws IOException when it is no whole picture of a kind that is served */
    static BufferedImage of(byte[] bytes) throws IOException {
        return switch (Inspection.of(bytes)) {
            case Inspection.Safe(Picture picture) -> turned(decoded(bytes), picture.orientation());
            case Inspection.Unfit(var refusal) -> throw new IOException(refusal.help());
        };
    }

    private static Image decoded(byte[] bytes) throws IOException {
        BufferedImage image;
        try {
            image = ImageIO.read(new ByteArrayInputStream(bytes));
        } catch (RuntimeException e) {
            throw new IOException("Java cannot read it", e); // as it does with odd colour profiles
        }
        if (image == null) {
            throw new IOException("Java cannot read it");
        }
        double scale = (double) LONGEST / Math.max(image.getWidth(), image.getHeight());
        return scale >= 1 ? image : image.getScaledInstance(Math.max(1, (int) (scale * image.getWidth())),
                Math.max(1, (int) (scale * image.getHeight())), Image.SCALE_AREA_AVERAGING);
    }

    private static BufferedImage turned(Image image, int orientation) {
        int w = image.getWidth(null);
        int h = image.getHeight(null);
        AffineTransform turn = switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
            default -> new AffineTransform();
        };
        boolean sideways = turn.getScaleX() == 0;
        BufferedImage upright = new BufferedImage(sideways ? h : w, sideways ? w : h, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = upright.createGraphics();
        g.drawImage(image, turn, null);
        g.dispose();
        return upright;
    }
}
