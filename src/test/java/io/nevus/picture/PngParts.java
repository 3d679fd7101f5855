package io.nevus.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Makes PNG chunks and puts them into files. */
final class PngParts {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int AFTER_IHDR = 8 + 25;

    private PngParts() {
    }

    static byte[] chunk(String type, byte[] content) {
        byte[] body = ByteBuffer.allocate(4 + content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII)).put(content).array();
        CRC32 crc = new CRC32();
        crc.update(body);
        return ByteBuffer.allocate(8 + body.length)
                .putInt(content.length).put(body).putInt((int) crc.getValue()).array();
    }

    /** Signature, IHDR for 8-bit RGB and IEND, with nothing between them. */
    static byte[] header(int width, int height) {
        return file(chunk("IHDR", ihdr(width, height, 8, 2)), chunk("IEND", new byte[0]));
    }

    static byte[] ihdr(int width, int height, int depth, int colourType) {
        return ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) depth).put((byte) colourType)
                .put(new byte[3]).array();
    }

    static byte[] file(byte[]... chunks) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(SIGNATURE);
        for (byte[] chunk : chunks) {
            bytes.writeBytes(chunk);
        }
        return bytes.toByteArray();
    }

    static byte[] insert(byte[] png, String type, byte[] content) {
        return insertMany(png, type, content, 1);
    }

    static byte[] insertMany(byte[] png, String type, byte[] content, int times) {
        return JpegParts.splice(png, AFTER_IHDR, JpegParts.repeated(chunk(type, content), times));
    }

    /** The same file with every chunk's checksum made right, as far as its chunks can be followed. */
    static byte[] withChecksums(byte[] png) {
        ByteBuffer repaired = ByteBuffer.wrap(png.clone());
        boolean isPng = Arrays.mismatch(png, SIGNATURE) == SIGNATURE.length;
        for (long at = SIGNATURE.length; isPng && at + 12 <= png.length; ) {
            long length = Integer.toUnsignedLong(repaired.getInt((int) at));
            if (at + 12 + length > png.length) {
                break;
            }
            CRC32 crc = new CRC32();
            crc.update(png, (int) at + 4, (int) length + 4);
            repaired.putInt((int) (at + 8 + length), (int) crc.getValue());
            at += 12 + length;
        }
        return repaired.array();
    }

    /** A keyword, the method byte and the packed content, as zTXt and iCCP want them. */
    static byte[] compressed(String keyword, byte[] content) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes((keyword + "\0\0").getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(deflate(content));
        return bytes.toByteArray();
    }

    static byte[] deflate(byte[] content) {
        return deflate(content, content.length);
    }

    /** As many as nobody has memory for. */
    static byte[] deflatedZeros(long count) {
        return deflate(new byte[1_000_000], count);
    }

    /** The content, again and again. */
    private static byte[] deflate(byte[] content, long length) {
        try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
            var packed = new ByteArrayOutputStream();
            byte[] buffer = new byte[65_536];
            while (!deflater.finished()) {
                if (deflater.needsInput()) {
                    long left = length - deflater.getBytesRead();
                    deflater.setInput(content, 0, (int) Math.min(content.length, left));
                    if (left <= content.length) {
                        deflater.finish();
                    }
                }
                packed.write(buffer, 0, deflater.deflate(buffer));
            }
            return packed.toByteArray();
        }
    }

    /** Zeros behind the head of an ICC profile that libpng believes. */
    static byte[] profile(int size) {
        ByteBuffer profile = ByteBuffer.allocate(size);
        profile.putInt(0, size).putInt(8, 0x02100000);
        profile.put(12, "mntrRGB XYZ ".getBytes(StandardCharsets.US_ASCII));
        profile.put(36, "acsp".getBytes(StandardCharsets.US_ASCII));
        profile.putInt(68, 0xF6D6).putInt(72, 0x10000).putInt(76, 0xD32D);
        return profile.array();
    }
}
