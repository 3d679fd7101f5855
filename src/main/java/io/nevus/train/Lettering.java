package io.nevus.train;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;

/** Puts text where a drawing wants it, as outlines, so that no viewer needs the font; y is the base line. */
final class Lettering {

    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

    private Lettering() {
    }

    static void leftAligned(Graphics2D pen, String text, Font font, double x, double y) {
        draw(pen, text, font, x, y, 0);
    }

    static void centred(Graphics2D pen, String text, Font font, double x, double y) {
        draw(pen, text, font, x, y, 0.5);
    }

    static void rightAligned(Graphics2D pen, String text, Font font, double x, double y) {
        draw(pen, text, font, x, y, 1);
    }

    /** From below to above, centred. */
    static void upwards(Graphics2D pen, String text, Font font, double x, double y) {
        AffineTransform before = pen.getTransform();
        pen.translate(x, y);
        pen.rotate(-Math.PI / 2);
        centred(pen, text, font, 0, 0);
        pen.setTransform(before);
    }

    private static void draw(Graphics2D pen, String text, Font font, double x, double y, double shareLeftOfX) {
        GlyphVector glyphs = font.createGlyphVector(CONTEXT, text);
        pen.fill(glyphs.getOutline((float) (x - shareLeftOfX * glyphs.getLogicalBounds().getWidth()), (float) y));
    }
}
