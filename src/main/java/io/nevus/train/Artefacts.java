package io.nevus.train;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.QuadCurve2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** What lies on the skin or before the lens when lesions are photographed: hairs, rulers, ink, gel with bubbles, a dark rim. */
final class Artefacts {

    private static final Color[] INKS = {new Color(70, 40, 140), new Color(30, 50, 130), new Color(20, 20, 30),
            new Color(30, 100, 80)};

    private final BufferedImage picture;
    private final Graphics2D pen;
    private final SplittableRandom random;

    private Artefacts(BufferedImage original, SplittableRandom random) {
        this.picture = Distortions.blank(original.getWidth(), original.getHeight());
        this.pen = picture.createGraphics();
        this.random = random;
        pen.drawImage(original, 0, 0, null);
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.scale(picture.getWidth(), picture.getHeight());
    }

    /** A copy of the picture with one of them. */
    static BufferedImage on(BufferedImage picture, SplittableRandom random) {
        var artefacts = new Artefacts(picture, random);
        switch (random.nextInt(5)) {
            case 0 -> artefacts.hairs();
            case 1 -> artefacts.ruler();
            case 2 -> artefacts.ink();
            case 3 -> artefacts.bubbles();
            default -> artefacts.darkRim();
        }
        artefacts.pen.dispose();
        return artefacts.picture;
    }

    private float between(double low, double high) {
        return (float) random.nextDouble(low, high);
    }

    private void stroke(Color colour, float width, Shape line) {
        pen.setColor(colour);
        pen.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.draw(line);
    }

    private Shape curve(double reach) {
        float x = between(0, 1);
        float y = between(0, 1);
        return new QuadCurve2D.Double(x, y, x + between(-reach, reach), y + between(-reach, reach),
                x + between(-2 * reach, 2 * reach), y + between(-2 * reach, 2 * reach));
    }

    private void hairs() {
        float lightness = between(0.1, 0.9);
        int count = random.nextInt(4, 40);
        for (int i = 0; i < count; i++) {
            stroke(new Color(0.6f * lightness, 0.4f * lightness, 0.3f * lightness), between(0.002, 0.006), curve(0.3));
        }
    }

    /** Along one of the borders. */
    private void ruler() {
        pen.rotate(random.nextInt(4) * Math.PI / 2, 0.5, 0.5);
        double top = between(0.78, 0.95);
        if (random.nextBoolean()) {
            pen.setColor(Color.getHSBColor(between(0, 1), 0.1f, between(0.7, 1)));
            pen.fill(new Rectangle2D.Double(0, top, 1, 1 - top));
        }
        double step = between(0.015, 0.06);
        Color colour = new Color(0, 0, 0, between(0.6, 1));
        float width = between(0.002, 0.006);
        for (int i = 0; i * step < 1; i++) {
            stroke(colour, width, new Line2D.Double(i * step, top, i * step, top + (i % 5 == 0 ? 0.08 : 0.04)));
        }
    }

    private void ink() {
        Color ink = INKS[random.nextInt(INKS.length)];
        Color wet = new Color(ink.getRed(), ink.getGreen(), ink.getBlue(), random.nextInt(120, 230));
        int count = random.nextInt(1, 6);
        for (int i = 0; i < count; i++) {
            stroke(wet, between(0.01, 0.03), curve(0.4));
        }
    }

    private void bubbles() {
        int count = random.nextInt(4, 50);
        for (int i = 0; i < count; i++) {
            double size = between(0.01, 0.07);
            Shape bubble = new Ellipse2D.Double(between(0, 1), between(0, 1), size, size * between(0.8, 1.2));
            pen.setColor(new Color(1, 1, 1, between(0.1, 0.4)));
            pen.fill(bubble);
            stroke(new Color(1, 1, 1, between(0.3, 0.9)), between(0.002, 0.005), bubble);
        }
    }

    /** A dermatoscope's round field of view. */
    private void darkRim() {
        double size = between(0.95, 1.35);
        Area rim = new Area(new Rectangle2D.Double(0, 0, 1, 1));
        rim.subtract(new Area(new Ellipse2D.Double((1 - size) / 2, (1 - size) / 2, size, size)));
        pen.setColor(Color.getHSBColor(between(0, 1), 0.3f, between(0, 0.15)));
        pen.fill(rim);
    }
}
