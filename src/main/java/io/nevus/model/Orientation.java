package io.nevus.model;

import java.util.List;

/**
 * One of the eight ways to flip and turn a picture: what is seen at row y and column x, counted from the middle, is stored
 * at row yy*y + yx*x and column xy*y + xx*x.
 */
record Orientation(int yy, int yx, int xy, int xx) {

    /** As EXIF numbers them, from 1 (upright) on: four flips, then the four that exchange rows and columns. */
    private static final List<Orientation> EXIF = List.of(
            new Orientation(1, 0, 0, 1), new Orientation(1, 0, 0, -1),
            new Orientation(-1, 0, 0, -1), new Orientation(-1, 0, 0, 1),
            new Orientation(0, 1, 1, 0), new Orientation(0, -1, 1, 0),
            new Orientation(0, -1, -1, 0), new Orientation(0, 1, -1, 0));

    /** @param number of EXIF, 1 to 8 */
    static Orientation of(int number) {
        return EXIF.get(number - 1);
    }

    int number() {
        return EXIF.indexOf(this) + 1;
    }

    /** What it amounts to when the picture that is seen is turned again. */
    Orientation then(Orientation next) {
        return new Orientation(yy * next.yy + yx * next.xy, yy * next.yx + yx * next.xx,
                xy * next.yy + xx * next.xy, xy * next.yx + xx * next.xx);
    }

    /** What brings the picture back. */
    Orientation undone() {
        return new Orientation(yy, xy, yx, xx);
    }

    /** How many rows are seen of what is stored in so many rows and columns. */
    int rows(int rows, int columns) {
        return yy != 0 ? rows : columns;
    }

    /**
     * Turns a map with several values at each place.
     *
     * @param map values [rows, columns, depth], row by row
     */
    float[] turn(float[] map, int rows, int columns) {
        int depth = map.length / (rows * columns);
        int height = rows(rows, columns);
        int width = rows * columns / height;
        float[] seen = new float[map.length];
        for (int i = 0; i < rows * columns; i++) {
            int y = 2 * (i / width) - (height - 1); // twice the distance from the middle, which is a whole number
            int x = 2 * (i % width) - (width - 1);
            int row = (yy * y + yx * x + rows - 1) / 2;
            int column = (xy * y + xx * x + columns - 1) / 2;
            System.arraycopy(map, (row * columns + column) * depth, seen, i * depth, depth);
        }
        return seen;
    }
}
