package io.nevus.picture;

import static io.nevus.picture.Inspections.assertSafe;
import static io.nevus.picture.PictureFactory.lesion;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExifOrientationTest {

    private static final byte[] JPEG = PictureFactory.jpeg(lesion(120, 90));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsBothByteOrders(int orientation) {
        assertEquals(orientation, inJpeg(JpegParts.bigEndianTiff(orientation)));
        assertEquals(orientation, inJpeg(JpegParts.littleEndianTiff(orientation)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 255, 65_535})
    void takesUnknownOrientationsAsUpright(int orientation) {
        assertEquals(1, inJpeg(JpegParts.bigEndianTiff(orientation)));
    }

    /** Offsets and counts that point anywhere: position of a 32-bit number in the TIFF data, and the lie. */
    @ParameterizedTest
    @CsvSource({"0,0", "4,-1", "4,2147483647", "4,26", "4,0", "8,-1", "10,0", "12,-1"})
    void takesMalformedDataAsUpright(int at, int lie) {
        byte[] tiff = JpegParts.bigEndianTiff(6);
        ByteBuffer.wrap(tiff).putInt(at, lie);
        assertEquals(1, inJpeg(tiff));
    }

    @Test
    void takesCutOffDataAsUpright() {
        for (int length = 0; length < 20; length++) {
            assertEquals(1, inJpeg(Arrays.copyOf(JpegParts.bigEndianTiff(6), length)));
        }
    }

    @Test
    void takesOtherApplicationDataAsUpright() {
        byte[] xmp = "http://ns.adobe.com/xap/1.0/\0<x/>".getBytes(StandardCharsets.US_ASCII);
        assertEquals(1, assertSafe(JpegParts.insert(JPEG, 0xE1, xmp)).orientation());
        assertEquals(1, assertSafe(JpegParts.insert(JPEG, 0xE1, new byte[0])).orientation());
    }

    @Test
    void findsExifBehindOtherApplicationData() {
        byte[] rotated = PictureFactory.withOrientation(JPEG, 3);
        byte[] xmp = "http://ns.adobe.com/".getBytes(StandardCharsets.US_ASCII);
        assertEquals(3, assertSafe(JpegParts.insert(rotated, 0xE1, xmp)).orientation());
    }

    private static int inJpeg(byte[] tiff) {
        return assertSafe(JpegParts.insert(JPEG, 0xE1, JpegParts.exifSegment(tiff))).orientation();
    }
}
