package io.nevus.train;

import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;

/**
 * Skin around a picture that was taken too close: its border colours flow outwards, as heat would. A mirrored picture
 * would show a second lesion there, and a repeated border stripes.
 */
final class Background {

    /** So few cells a side leave of the border only its colours. */
    static final int CELLS = 12;
    /** Cells on each side around them, enough for a frame of four times the area and the picture in its corner. */
    static final int MARGIN = CELLS;
    private static final int SIDE = CELLS + 2 * MARGIN;
    /** More change no colour by a visible step. */
    private static final int SWEEPS = 100;

    private Background() {
    }

    /** A cell for each pixel; those of the picture itself are in the middle. */
    static BufferedImage of(BufferedImage picture) {
        BufferedImage cells = Distortions.blank(SIDE, SIDE);
        Graphics2D g = cells.createGraphics();
        g.drawImage(picture.getScaledInstance(CELLS, CELLS, Image.SCALE_AREA_AVERAGING), MARGIN, MARGIN, null);
        g.dispose();
        for (int i = 0; i < SIDE * SIDE; i++) {
            cells.setRGB(i % SIDE, i / SIDE, cells.getRGB(nearest(i % SIDE), nearest(i / SIDE)));
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            flow(cells.getRaster());
        }
        return cells;
    }

    /** Every cell outside the picture becomes the mean of its neighbours. */
    private static void flow(WritableRaster cells) {
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                if (x != nearest(x) || y != nearest(y)) {
                    for (int band = 0; band < 3; band++) {
                        cells.setSample(x, y, band, (at(cells, x - 1, y, band) + at(cells, x + 1, y, band)
                                + at(cells, x, y - 1, band) + at(cells, x, y + 1, band) + 2) / 4);
                    }
                }
            }
        }
    }

    /** The row or column of the picture that is next to a place. */
    private static int nearest(int place) {
        return Math.clamp(place, MARGIN, MARGIN + CELLS - 1);
    }

    private static int at(WritableRaster cells, int x, int y, int band) {
        return cells.getSample(Math.clamp(x, 0, SIDE - 1), Math.clamp(y, 0, SIDE - 1), band);
    }
}
