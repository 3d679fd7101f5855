package io.nevus.picture;

/**
 * The numbers of a JPEG's frame header: a size in three colours that we take.
 *
 * @param blocks of 64 coefficients, in all colours together
 */
record JpegFrame(int width, int height, long blocks, boolean progressive) {

    private static final int SOF0 = 0xC0;
    private static final int SOF2 = 0xC2;
    private static final int SOF15 = 0xCF;
    private static final int DHT = 0xC4;
    private static final int JPG = 0xC8;
    private static final int DAC = 0xCC;
    private static final int COMPONENTS = 3;
    private static final int BLOCK_SIDE = 8;
    /** As libjpeg keeps them. */
    private static final int BLOCK_BYTES = 2 * BLOCK_SIDE * BLOCK_SIDE;

    static boolean isMarker(int marker) {
        return marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC;
    }

    /** @param marker tells the process: baseline, extended and progressive are the first three */
    static JpegFrame of(int marker, Bytes header) throws UnfitPicture {
        if (marker > SOF2 || header.u8(0) != 8) {
            throw UnfitPicture.unsupported("a JPEG of a rare kind (lossless, arithmetic or 12 bits)");
        }
        int components = header.u8(5);
        switch (components) {
            case 1 -> throw UnfitPicture.grey();
            case COMPONENTS -> { }
            case 4 -> throw UnfitPicture.unsupported("a JPEG in CMYK, the colours of print, and not in RGB");
            default -> throw UnfitPicture.unsupported("a JPEG of %d colour components".formatted(components));
        }
        if (header.length() != 6 + 3 * components) {
            throw UnfitPicture.damaged();
        }
        Limits.checkSize(header.u16(3), header.u16(1));
        return new JpegFrame(header.u16(3), header.u16(1), blocks(header), marker == SOF2);
    }

    private static long blocks(Bytes header) throws UnfitPicture {
        int widest = 1;
        int highest = 1;
        for (int i = 0; i < COMPONENTS; i++) {
            widest = Math.max(widest, sampling(header, i) >> 4);
            highest = Math.max(highest, sampling(header, i) & 0xF);
        }
        long blocks = 0;
        for (int i = 0; i < COMPONENTS; i++) {
            long columns = Math.ceilDiv(header.u16(3) * (sampling(header, i) >> 4), BLOCK_SIDE * widest);
            long rows = Math.ceilDiv(header.u16(1) * (sampling(header, i) & 0xF), BLOCK_SIDE * highest);
            blocks += columns * rows;
        }
        return blocks;
    }

    /** How often a colour is sampled across (the upper half) and down, in relation to the others. */
    private static int sampling(Bytes header, int component) throws UnfitPicture {
        return header.u8(7 + 3 * component);
    }

    /** Bytes for the pixels, and for the coefficients when they are needed until the last scan was read. */
    long decoded(int componentsOfScan) {
        long pixels = COMPONENTS * pixels();
        return progressive || componentsOfScan < COMPONENTS ? pixels + blocks * BLOCK_BYTES : pixels;
    }

    long pixels() {
        return (long) width * height;
    }
}
