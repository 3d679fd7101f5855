package io.nevus.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Cuts JPEG files open and puts segments in. */
final class JpegParts {

    private static final int SOI_LENGTH = 2;

    private JpegParts() {
    }

    static byte[] insert(byte[] jpeg, int marker, byte[] content) {
        return splice(jpeg, SOI_LENGTH, segment(marker, content));
    }

    static byte[] segment(int marker, byte[] content) {
        return ByteBuffer.allocate(4 + content.length).put((byte) 0xFF).put((byte) marker)
                .putShort((short) (content.length + 2)).put(content).array();
    }

    static byte[] splice(byte[] bytes, int at, byte[] inserted) {
        return ByteBuffer.allocate(bytes.length + inserted.length)
                .put(bytes, 0, at).put(inserted).put(bytes, at, bytes.length - at).array();
    }

    static byte[] withoutJfif(byte[] jpeg) {
        int jfif = find(jpeg, 0xE0, 0);
        byte[] rest = Arrays.copyOfRange(jpeg, jfif + 2 + length(jpeg, jfif), jpeg.length);
        return splice(rest, 0, Arrays.copyOf(jpeg, jfif));
    }

    /** Comments hold up to 65,533 bytes each and cost four; none may be left with less. */
    static byte[] pad(byte[] jpeg, int size) {
        if (size != jpeg.length && size < jpeg.length + 4) {
            throw new IllegalArgumentException("%d bytes cannot become %d".formatted(jpeg.length, size));
        }
        var padding = new ByteArrayOutputStream();
        for (int missing = size - jpeg.length; missing > 0; missing = size - jpeg.length - padding.size()) {
            int piece = missing <= 60_000 ? missing : Math.min(60_000, missing - 4);
            padding.writeBytes(segment(0xFE, new byte[piece - 4]));
        }
        return splice(jpeg, SOI_LENGTH, padding.toByteArray());
    }

    static byte[] repeatLastScan(byte[] jpeg, int scans) {
        int last = 0;
        int count = 0;
        for (int at = find(jpeg, 0xDA, 0); at > 0; at = find(jpeg, 0xDA, at + 2)) {
            last = at;
            count++;
        }
        byte[] scan = Arrays.copyOfRange(jpeg, last, jpeg.length - 2);
        return splice(jpeg, last, repeated(scan, scans - count));
    }

    static byte[] repeated(byte[] piece, int times) {
        ByteBuffer repeated = ByteBuffer.allocate(piece.length * times);
        while (repeated.hasRemaining()) {
            repeated.put(piece);
        }
        return repeated.array();
    }

    /** The same file with another size in its frame header. */
    static byte[] claiming(byte[] jpeg, int width, int height) {
        byte[] claiming = jpeg.clone();
        ByteBuffer.wrap(claiming).putShort(frame(jpeg) + 5, (short) height).putShort(frame(jpeg) + 7, (short) width);
        return claiming;
    }

    /** The same file with a frame that says it is progressive, which its scan is not. */
    static byte[] progressive(byte[] jpeg) {
        byte[] progressive = jpeg.clone();
        progressive[frame(jpeg) + 1] = (byte) 0xC2;
        return progressive;
    }

    /** The same file with a scan that says it has one colour of the three. */
    static byte[] scanOfOneColour(byte[] jpeg) {
        byte[] one = jpeg.clone();
        one[find(jpeg, 0xDA, 0) + 4] = 1;
        return one;
    }

    /** Where the frame's marker stands. */
    static int frame(byte[] jpeg) {
        return Math.max(find(jpeg, 0xC0, 0), find(jpeg, 0xC2, 0));
    }

    static byte[] exifSegment(byte[] tiff) {
        return splice(tiff, 0, "Exif\0\0".getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] bigEndianTiff(int orientation) {
        return tiff(ByteBuffer.allocate(26).put((byte) 'M').put((byte) 'M'), orientation);
    }

    static byte[] littleEndianTiff(int orientation) {
        ByteBuffer tiff = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
        return tiff(tiff.put((byte) 'I').put((byte) 'I'), orientation);
    }

    /** A directory of one entry: tag 0x0112, one SHORT. */
    private static byte[] tiff(ByteBuffer tiff, int orientation) {
        return tiff.putShort((short) 42).putInt(8).putShort((short) 1).putShort((short) 0x0112).putShort((short) 3)
                .putInt(1).putShort((short) orientation).putShort((short) 0).putInt(0).array();
    }

    /** Where the first such marker stands, counted from its 0xFF; -1 when there is none. */
    static int find(byte[] jpeg, int marker, int from) {
        for (int at = from; at < jpeg.length - 1; at++) {
            if (jpeg[at] == (byte) 0xFF && jpeg[at + 1] == (byte) marker) {
                return at;
            }
        }
        return -1;
    }

    private static int length(byte[] jpeg, int marker) {
        return Short.toUnsignedInt(ByteBuffer.wrap(jpeg).getShort(marker + 2));
    }
}
