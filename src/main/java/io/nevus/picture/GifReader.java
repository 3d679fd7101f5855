package io.nevus.picture;

/** Counts the pictures in a GIF, only to refuse it with the right words. */
final class GifReader {

    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2C;
    private static final int HEADER_LENGTH = 13;
    private static final int IMAGE_LENGTH = 10;

    private GifReader() {
    }

    /** Whether a second picture begins; what is cut off or malformed after the first does not count. */
    static boolean isAnimated(Bytes gif) {
        try {
            int images = 0;
            long at = HEADER_LENGTH + paletteLength(gif.u8(10));
            for (int block = gif.u8(at); block == EXTENSION || block == IMAGE; block = gif.u8(at)) {
                if (block == IMAGE) {
                    images++;
                    if (images > 1) {
                        return true;
                    }
                    at += IMAGE_LENGTH + paletteLength(gif.u8(at + 9)) + 1;
                } else {
                    at += 2;
                }
                while (gif.u8(at) != 0) {
                    at += 1 + gif.u8(at);
                }
                at++;
            }
            return false;
        } catch (UnfitPicture _) {
            return false;
        }
    }

    private static int paletteLength(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
    }
}
