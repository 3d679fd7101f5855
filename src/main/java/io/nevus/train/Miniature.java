package io.nevus.train;

/**
 * A small grey copy of a picture, for comparing pictures.
 *
 * @param grey {@value #SIDE} rows of as many values from 0 to 255
 */
record Miniature(float[] grey) {

    static final int SIDE = 64;
    /** Flips and quarter turns. */
    static final int TURNS = 8;
    private static final int CELL = PictureCache.SIDE / SIDE;

    static Miniature of(PictureCache cache, Example example) {
        byte[] rgb = new byte[PictureCache.BYTES];
        cache.copy(example, rgb, 0);
        float[] grey = new float[SIDE * SIDE];
        for (int i = 0; i < rgb.length; i += 3) {
            int y = i / 3 / PictureCache.SIDE / CELL;
            int x = i / 3 % PictureCache.SIDE / CELL;
            grey[y * SIDE + x] += 0.299f * (rgb[i] & 255) + 0.587f * (rgb[i + 1] & 255) + 0.114f * (rgb[i + 2] & 255);
        }
        for (int i = 0; i < grey.length; i++) {
            grey[i] /= CELL * CELL;
        }
        return new Miniature(grey);
    }

    /** @param turn from 0 for none to 7: bit 0 mirrors columns, bit 1 rows, and bit 2 swaps both before that */
    Miniature turned(int turn) {
        float[] turned = new float[grey.length];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int row = (turn & 2) == 0 ? y : SIDE - 1 - y;
                int column = (turn & 1) == 0 ? x : SIDE - 1 - x;
                turned[y * SIDE + x] = (turn & 4) == 0 ? grey[row * SIDE + column] : grey[column * SIDE + row];
            }
        }
        return new Miniature(turned);
    }

    /** The middle of it made larger, with values in between where there is no cell. */
    Miniature zoomed(double zoom) {
        float[] zoomed = new float[grey.length];
        double middle = (SIDE - 1) / 2.0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double row = middle + (y - middle) / zoom;
                double column = middle + (x - middle) / zoom;
                int top = Math.min(SIDE - 2, (int) row);
                int left = Math.min(SIDE - 2, (int) column);
                double down = row - top;
                double right = column - left;
                int at = top * SIDE + left;
                zoomed[y * SIDE + x] = (float) ((1 - down) * ((1 - right) * grey[at] + right * grey[at + 1])
                        + down * ((1 - right) * grey[at + SIDE] + right * grey[at + SIDE + 1]));
            }
        }
        return new Miniature(zoomed);
    }
}
