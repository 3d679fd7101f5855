package io.nevus.picture;

/** The numbers of a JPEG's frame header: a size in three colours that we take. */
record JpegFrame(int width, int height) {

    private static final int SOF0 = 0xC0;
    private static final int SOF2 = 0xC2;
    private static final int SOF15 = 0xCF;
    private static final int DHT = 0xC4;
    private static final int JPG = 0xC8;
    private static final int DAC = 0xCC;

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
            case 3 -> { }
            case 4 -> throw UnfitPicture.unsupported("a JPEG in CMYK, the colours of print, and not in RGB");
            default -> throw UnfitPicture.unsupported("a JPEG of %d colour components".formatted(components));
        }
        if (header.length() != 6 + 3 * components) {
            throw UnfitPicture.damaged();
        }
        Limits.checkSize(header.u16(3), header.u16(1));
        return new JpegFrame(header.u16(3), header.u16(1));
    }

    long pixels() {
        return (long) width * height;
    }
}
