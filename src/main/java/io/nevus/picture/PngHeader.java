package io.nevus.picture;

/** The numbers of an IHDR chunk: a size and a pixel layout that we take. */
record PngHeader(long width, long height, int bitsPerPixel, boolean needsPalette, boolean interlaced) {

    private static final int GREY = 0;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int GREY_ALPHA = 4;
    private static final int RGBA = 6;
    private static final int RGB_BYTES = 3;

    /** First column, first row, column step and row step of each of Adam7's seven passes. */
    private static final int[][] PASSES = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}};

    static PngHeader of(Bytes ihdr) throws UnfitPicture {
        int depth = ihdr.u8(8);
        int colourType = ihdr.u8(9);
        int channels = switch (colourType) {
            case GREY, GREY_ALPHA -> throw UnfitPicture.grey();
            case RGB -> 3;
            case PALETTE -> 1;
            case RGBA -> 4;
            default -> throw UnfitPicture.damaged();
        };
        boolean palette = colourType == PALETTE;
        boolean knownDepth = depth == 8 || (palette ? depth == 1 || depth == 2 || depth == 4 : depth == 16);
        if (!knownDepth || ihdr.u8(10) != 0 || ihdr.u8(11) != 0 || ihdr.u8(12) > 1) {
            throw UnfitPicture.damaged();
        }
        Limits.checkSize(ihdr.u32(0), ihdr.u32(4));
        var header = new PngHeader(ihdr.u32(0), ihdr.u32(4), depth * channels, palette, ihdr.u8(12) == 1);
        Limits.checkUnpacked(Math.max(header.unpacked(), header.decoded()));
        return header;
    }

    /** How many bytes the pixels take, with the filter byte before each row. */
    long unpacked() {
        if (!interlaced) {
            return rows(width, height);
        }
        long size = 0;
        for (int[] pass : PASSES) {
            size += rows((width - pass[0] + pass[2] - 1) / pass[2], (height - pass[1] + pass[3] - 1) / pass[3]);
        }
        return size;
    }

    /** How many bytes they take in RGB, which is far more where they come as a bit of a palette each. */
    private long decoded() {
        return RGB_BYTES * width * height;
    }

    private long rows(long columns, long rows) {
        return rows * (1 + (columns * bitsPerPixel + 7) / 8);
    }
}
