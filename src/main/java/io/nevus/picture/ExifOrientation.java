package io.nevus.picture;

import java.nio.ByteOrder;

/** Finds out which way up a picture is shown. What is malformed is taken as upright, as browsers do. */
final class ExifOrientation {

    static final int UPRIGHT = 1;
    private static final int LAST = 8;
    private static final int TAG = 0x0112;
    private static final int TYPE_SHORT = 3;
    private static final int ENTRY_LENGTH = 12;

    private ExifOrientation() {
    }

    /** @param tiff the EXIF data from its byte order mark on */
    static int of(Bytes tiff) {
        try {
            return switch (tiff.u16(0)) {
                case 0x4949 -> inFirstDirectory(tiff.order(ByteOrder.LITTLE_ENDIAN));
                case 0x4D4D -> inFirstDirectory(tiff.order(ByteOrder.BIG_ENDIAN));
                default -> UPRIGHT;
            };
        } catch (UnfitPicture _) {
            return UPRIGHT;
        }
    }

    private static int inFirstDirectory(Bytes tiff) throws UnfitPicture {
        long directory = tiff.u32(4);
        int entries = tiff.u16(directory);
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + (long) i * ENTRY_LENGTH;
            if (tiff.u16(entry) == TAG && tiff.u16(entry + 2) == TYPE_SHORT) {
                int orientation = tiff.u16(entry + 8);
                return orientation >= UPRIGHT && orientation <= LAST ? orientation : UPRIGHT;
            }
        }
        return UPRIGHT;
    }
}
