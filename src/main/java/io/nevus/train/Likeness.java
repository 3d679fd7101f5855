package io.nevus.train;

import java.util.stream.DoubleStream;

/**
 * How alike two pictures are where they match best, moved by up to an eighth and zoomed by up to a ninth: the mean
 * cosine of the angles between their gradients, weak gradients counting less (orientation correlation, Fitch et al.
 * 2002). So skin and hair count beside the border of a dark spot, and light and contrast don't.
 */
final class Likeness {

    private static final int SIDE = Miniature.SIDE - 2;
    private static final int MOST_MOVED = 8;
    private static final double[] ZOOMS = {1, 1.05, 1.11};
    /** Of the root mean square gradient: what is far below it is noise. */
    private static final double WEAK = 0.5;

    private final float[] across = new float[SIDE * SIDE];
    private final float[] down = new float[SIDE * SIDE];

    private Likeness(Miniature miniature) {
        float[] grey = miniature.grey();
        double sum = 0;
        for (int i = 0; i < across.length; i++) {
            int middle = (i / SIDE + 1) * Miniature.SIDE + i % SIDE + 1;
            across[i] = grey[middle + 1] - grey[middle - 1];
            down[i] = grey[middle + Miniature.SIDE] - grey[middle - Miniature.SIDE];
            sum += across[i] * across[i] + down[i] * down[i];
        }
        double weak = Math.max(0.01, WEAK * WEAK * sum / across.length);
        for (int i = 0; i < across.length; i++) {
            float length = (float) Math.sqrt(across[i] * across[i] + down[i] * down[i] + weak);
            across[i] /= length;
            down[i] /= length;
        }
    }

    /** From -1 to 1; about 0 of pictures that have nothing to do with each other, 1 of a picture and itself. */
    static double of(Miniature one, Miniature other) {
        return DoubleStream.of(ZOOMS).map(zoom -> Math.max(
                new Likeness(one.zoomed(zoom)).best(new Likeness(other)),
                new Likeness(other.zoomed(zoom)).best(new Likeness(one)))).max().orElseThrow();
    }

    /** Searches in steps of two first, which a smooth picture allows. */
    private double best(Likeness other) {
        double best = -1;
        int bestX = 0;
        int bestY = 0;
        for (int y = -MOST_MOVED; y <= MOST_MOVED; y += 2) {
            for (int x = -MOST_MOVED; x <= MOST_MOVED; x += 2) {
                double value = at(other, x, y, 2);
                if (value > best) {
                    best = value;
                    bestX = x;
                    bestY = y;
                }
            }
        }
        best = -1;
        for (int y = Math.max(-MOST_MOVED, bestY - 1); y <= Math.min(MOST_MOVED, bestY + 1); y++) {
            for (int x = Math.max(-MOST_MOVED, bestX - 1); x <= Math.min(MOST_MOVED, bestX + 1); x++) {
                best = Math.max(best, at(other, x, y, 1));
            }
        }
        return best;
    }

    /** Correlates the middle with what lies so far beside the middle of the other. */
    private double at(Likeness other, int x, int y, int step) {
        double product = 0;
        double here = 1e-9;
        double there = 1e-9;
        for (int row = MOST_MOVED; row < SIDE - MOST_MOVED; row += step) {
            for (int column = MOST_MOVED; column < SIDE - MOST_MOVED; column += step) {
                int i = row * SIDE + column;
                int j = i + y * SIDE + x;
                product += across[i] * other.across[j] + down[i] * other.down[j];
                here += across[i] * across[i] + down[i] * down[i];
                there += other.across[j] * other.across[j] + other.down[j] * other.down[j];
            }
        }
        return product / Math.sqrt(here * there);
    }
}
