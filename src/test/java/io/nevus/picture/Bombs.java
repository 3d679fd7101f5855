package io.nevus.picture;

import static io.nevus.picture.PictureFactory.lesion;
import static io.nevus.picture.PngParts.chunk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files that ask for far more work or memory than their size lets expect, by name. */
public final class Bombs {

    private static final byte[] JPEG = PictureFactory.jpeg(lesion(120, 90));
    private static final byte[] PNG = PictureFactory.png(lesion(120, 90));
    private static final byte[] IEND = chunk("IEND", new byte[0]);
    private static final int FRAMES = 40_000;
    private static final int UNPACKED = 100_000_000;
    private static final byte[] PACKED = PngParts.deflatedZeros(UNPACKED);

    private Bombs() {
    }

    /** Nothing of these is unpacked. */
    public static Map<String, byte[]> refusedByTheirHeaders() {
        Map<String, byte[]> bombs = new LinkedHashMap<>();
        bombs.put("PNG of 100,000 x 100,000", PngParts.header(100_000, 100_000));
        bombs.put("PNG of 16,000 x 16,000", png(16_000, 16_000, 8, 2, 0, 16_000L * 48_001));
        bombs.put("PNG of 50 megapixels in 6 kB", png(8_160, 6_120, 1, 3, 1, interlaced(8_160, 6_120)));
        bombs.put("JPEG of 64,250 x 64,250", JpegParts.claiming(JPEG, 64_250, 64_250));
        bombs.put("JPEG of 8,160 x 6,120 in 5 kB", JpegParts.claiming(JPEG, 8_160, 6_120));
        bombs.put("GIF of 40,000 frames", animatedGif());
        bombs.put("PNG of 40,000 frames", animatedPng());
        bombs.put("WebP of 40,000 frames", animatedWebP());
        bombs.put("JPEG of 1,000 scans", PictureFactory.jpegOfScans(lesion(120, 90), 1_000));
        bombs.put("progressive JPEG of 50 megapixels", JpegParts.claiming(PictureFactory.jpegOfBytes(
                JpegParts.progressive(JPEG), 900_000), 8_160, 6_120));
        bombs.put("arithmetic JPEG", process(0xC9));
        bombs.put("lossless JPEG", process(0xC3));
        bombs.put("JPEG of 12 bits", changed(JpegParts.frame(JPEG) + 4, 12));
        bombs.put("CMYK JPEG", PictureFactory.cmykJpeg(lesion(120, 90)));
        bombs.put("YCCK JPEG", JpegParts.insert(PictureFactory.cmykJpeg(lesion(120, 90)), 0xEE,
                "Adobe\0\144\0\0\0\0\2".getBytes(StandardCharsets.ISO_8859_1)));
        bombs.put("JPEG whose height comes later", JpegParts.claiming(JPEG, 120, 0));
        return bombs;
    }

    /** Judged or refused like any other, after work that is bounded. */
    public static Map<String, byte[]> bearable() {
        Map<String, byte[]> bombs = new LinkedHashMap<>();
        bombs.put("texts that unpack to 4 GB", PictureFactory.textBombPng(lesion(120, 90), 500, 7_900_000));
        bombs.put("text that unpacks to 100 MB", PngParts.insert(PNG, "zTXt", packed("Comment")));
        bombs.put("profile that unpacks to 100 MB", PngParts.insert(PNG, "iCCP", packed("Profile")));
        bombs.put("pixels that unpack to 100 MB", png(100, 100, 8, 2, 0, UNPACKED));
        bombs.put("interlaced PNG of 16 megapixels", png(4_096, 4_000, 1, 3, 1, interlaced(4_096, 4_000)));
        bombs.put("JPEG of 50 megapixels", JpegParts.claiming(PictureFactory.jpegOfBytes(JPEG, 900_000), 8_160, 6_120));
        bombs.put("JPEG of 64 scans, 4.6 megapixels", JpegParts.claiming(PictureFactory.jpegOfBytes(
                PictureFactory.jpegOfScans(lesion(120, 90), 64), 900_000), 2_400, 1_950));
        bombs.put("progressive JPEG of 24 megapixels", JpegParts.claiming(PictureFactory.jpegOfBytes(
                PictureFactory.progressiveJpeg(lesion(120, 90)), 900_000), 6_000, 4_000));
        bombs.put("JPEG that restarts at each block", beforeScan(JpegParts.segment(0xDD, new byte[] {0, 1})));
        bombs.put("JPEG of 9,000 restart intervals",
                beforeScan(JpegParts.repeated(JpegParts.segment(0xDD, new byte[] {0, 1}), 9_000)));
        bombs.put("JPEG of 2,000,000 restarts", JpegParts.splice(JPEG, JPEG.length - 2,
                JpegParts.repeated(new byte[] {(byte) 0xFF, (byte) 0xD0}, 2_000_000)));
        bombs.put("JPEG of 9,000 Huffman tables", beforeScan(JpegParts.repeated(
                JpegParts.segment(0xC4, ByteBuffer.allocate(18).put(1, (byte) 1).array()), 9_000)));
        return bombs;
    }

    private static byte[] png(int width, int height, int depth, int colourType, int interlacing, long unpacked) {
        byte[] ihdr = PngParts.ihdr(width, height, depth, colourType);
        ihdr[12] = (byte) interlacing;
        return PngParts.file(chunk("IHDR", ihdr), chunk("PLTE", new byte[] {90, 50, 30, 120, 100, 100}),
                chunk("IDAT", PngParts.deflatedZeros(unpacked)), IEND);
    }

    private static long interlaced(int width, int height) {
        return new PngHeader(width, height, 1, true, true).unpacked();
    }

    private static byte[] packed(String keyword) {
        byte[] start = (keyword + "\0\0").getBytes(StandardCharsets.US_ASCII);
        return JpegParts.splice(PACKED, 0, start);
    }

    private static byte[] animatedGif() {
        byte[] gif = PictureFactory.gif(lesion(64, 64));
        byte[] frame = {0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0};
        return JpegParts.splice(gif, gif.length - 1, JpegParts.repeated(frame, FRAMES));
    }

    private static byte[] animatedPng() {
        byte[] frame = JpegParts.splice(chunk("fdAT", new byte[20]), 0, chunk("fcTL", new byte[26]));
        return JpegParts.splice(PngParts.insert(PNG, "acTL", ByteBuffer.allocate(8).putInt(FRAMES).array()),
                PNG.length + 8, JpegParts.repeated(frame, FRAMES));
    }

    private static byte[] animatedWebP() {
        byte[] start = "RIFF\0\0\0\0WEBPVP8X\n\0\0\0\2\0\0\0\u00FF\0\0\u00FF\0\0".getBytes(StandardCharsets.ISO_8859_1);
        byte[] frame = "ANMF\30\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
        return JpegParts.splice(JpegParts.repeated(Arrays.copyOf(frame, 32), FRAMES), 0, start);
    }

    private static byte[] process(int marker) {
        return changed(JpegParts.frame(JPEG) + 1, marker);
    }

    private static byte[] changed(int at, int value) {
        byte[] changed = JPEG.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private static byte[] beforeScan(byte[] segments) {
        return JpegParts.splice(JPEG, JpegParts.find(JPEG, 0xDA, 0), segments);
    }
}
