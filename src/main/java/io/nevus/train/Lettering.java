package io.nevus.train;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;

/** Puts text where a drawing wants it; y is the base line. */
final class Lettering {

    private Lettering() {
    }

    static void centred(Graphics2D pen, String text, Font font, double x, double y) {
        pen.setFont(font);
        pen.drawString(text, (float) (x - pen.getFontMetrics(font).stringWidth(text) / 2.0), (float) y);
    }

    static void rightAligned(Graphics2D pen, String text, Font font, double x, double y) {
        pen.setFont(font);
        pen.drawString(text, (float) (x - pen.getFontMetrics(font).stringWidth(text)), (float) y);
    }

    static void leftAligned(Graphics2D pen, String text, Font font, double x, double y) {
        pen.setFont(font);
        pen.drawString(text, (float) x, (float) y);
    }

    /** From below to above, centred. */
    static void upwards(Graphics2D pen, String text, Font font, double x, double y) {
        AffineTransform before = pen.getTransform();
        pen.translate(x, y);
        pen.rotate(-Math.PI / 2);
        centred(pen, text, font, 0, 0);
        pen.setTransform(before);
    }
}
