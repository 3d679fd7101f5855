package io.nevus.picture;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Walks the chunks of a PNG and keeps only the pixels and their palette. The others cannot change a pixel that the
 * network sees, but libpng unpacks them: 4 MB of zTXt cost it 16 s.
 */
final class PngReader {

    static final String SIGNATURE = "\u0089PNG\r\n\u001A\n";

    private static final int IHDR = 0x49484452;
    private static final int PLTE = 0x504C5445;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454E44;
    private static final int ACTL = 0x6163544C;
    private static final int EXIF = 0x65584966;
    private static final int ANCILLARY = 0x20000000;
    private static final int HEADER_LENGTH = 13;
    private static final int FRAME_LENGTH = 12;

    private final Bytes bytes;
    private final ByteBuffer kept;
    private int orientation = ExifOrientation.UPRIGHT;

    PngReader(Bytes bytes) {
        this.bytes = bytes;
        this.kept = ByteBuffer.allocate(bytes.length());
    }

    Picture read() throws UnfitPicture {
        kept.put(bytes.slice(0, SIGNATURE.length()).buffer());
        PngHeader header = header();
        try (PngPixels pixels = new PngPixels(header.unpacked())) {
            chunks(header, pixels);
        }
        return new Picture(Arrays.copyOf(kept.array(), kept.position()), Picture.Format.PNG,
                (int) header.width(), (int) header.height(), orientation);
    }

    private PngHeader header() throws UnfitPicture {
        long at = SIGNATURE.length();
        if (bytes.u32(at) != HEADER_LENGTH || bytes.u32(at + 4) != IHDR) {
            throw UnfitPicture.damaged();
        }
        keep(at, HEADER_LENGTH);
        return PngHeader.of(bytes.slice(at + 8, HEADER_LENGTH));
    }

    /** The order is the standard's: at most one palette, then all pixels in one row of chunks, then the end. */
    private void chunks(PngHeader header, PngPixels pixels) throws UnfitPicture {
        boolean palette = false;
        int last = IHDR;
        int count = 0;
        for (long at = kept.position(); last != IEND; ) {
            Limits.checkPieces(++count);
            long length = bytes.u32(at);
            int type = (int) bytes.u32(at + 4);
            Bytes content = bytes.slice(at + 8, length);
            switch (type) {
                case PLTE -> {
                    require(!palette && !pixels.begun());
                    palette = true;
                }
                case IDAT -> {
                    require((!pixels.begun() || last == IDAT) && (palette || !header.needsPalette()));
                    pixels.add(content);
                }
                case IEND -> pixels.end();
                case ACTL -> requireStill(pixels);
                case EXIF -> orientation = ExifOrientation.of(content);
                default -> require((type & ANCILLARY) != 0);
            }
            if ((type & ANCILLARY) == 0) {
                keep(at, length);
            }
            last = type;
            at += FRAME_LENGTH + length;
        }
    }

    /** Animation control after the pixels means nothing, says the standard. */
    private static void requireStill(PngPixels pixels) throws UnfitPicture {
        if (!pixels.begun()) {
            throw UnfitPicture.animated("an animated PNG");
        }
    }

    private void keep(long at, long length) throws UnfitPicture {
        Bytes chunk = bytes.slice(at, FRAME_LENGTH + length);
        CRC32 sum = new CRC32();
        sum.update(chunk.slice(4, 4 + length).buffer());
        require(sum.getValue() == chunk.u32(8 + length));
        kept.put(chunk.buffer());
    }

    private static void require(boolean sound) throws UnfitPicture {
        if (!sound) {
            throw UnfitPicture.damaged();
        }
    }
}
