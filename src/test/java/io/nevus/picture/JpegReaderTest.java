package io.nevus.picture;

import static io.nevus.picture.Inspections.assertRefused;
import static io.nevus.picture.Inspections.assertSafe;
import static io.nevus.picture.PictureFactory.lesion;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.triage.Refusal.Reason;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JpegReaderTest {

    private static final byte[] JPEG = PictureFactory.jpeg(lesion(120, 90));

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void refusesSegmentsShorterThanTheirLength(int length) {
        assertRefused(Reason.UNREADABLE, withLengthOfTables(length));
    }

    @Test
    void refusesSegmentsThatReachBeyondTheEnd() {
        assertRefused(Reason.UNREADABLE, withLengthOfTables(65_535));
    }

    @ParameterizedTest
    @ValueSource(ints = {0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
    void refusesLosslessAndArithmeticCoding(int marker) {
        assertRefused(Reason.UNSUPPORTED_FORMAT, changed(JpegParts.frame(JPEG) + 1, marker));
    }

    @Test
    void refusesTwelveBits() {
        assertRefused(Reason.UNSUPPORTED_FORMAT, changed(JpegParts.frame(JPEG) + 4, 12));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 4, 5, 255})
    void refusesOtherNumbersOfComponents(int components) {
        assertRefused(Reason.UNSUPPORTED_FORMAT, changed(JpegParts.frame(JPEG) + 9, components));
    }

    @Test
    void refusesASecondFrame() {
        int at = JpegParts.frame(JPEG);
        byte[] frame = Arrays.copyOfRange(JPEG, at, at + 19);
        assertRefused(Reason.UNREADABLE, JpegParts.splice(JPEG, at, frame));
        assertRefused(Reason.UNREADABLE, JpegParts.splice(JPEG, JPEG.length - 2, frame));
    }

    @Test
    void refusesAScanBeforeTheFrame() {
        int at = JpegParts.find(JPEG, 0xDA, 0);
        assertRefused(Reason.UNREADABLE, JpegParts.splice(JPEG, 2, Arrays.copyOfRange(JPEG, at, at + 14)));
    }

    @Test
    void refusesAnEndWithoutPixels() {
        byte[] tables = Arrays.copyOf(JPEG, JpegParts.find(JPEG, 0xDA, 0) + 2);
        tables[tables.length - 1] = (byte) 0xD9;
        assertRefused(Reason.UNREADABLE, tables);
    }

    @Test
    void refusesMarkersThatLibjpegDoesNotKnow() {
        assertRefused(Reason.UNREADABLE, JpegParts.insert(JPEG, 0xF0, new byte[4]));
        assertRefused(Reason.UNREADABLE, JpegParts.insert(JPEG, 0x02, new byte[4]));
        assertRefused(Reason.UNREADABLE, JpegParts.splice(JPEG, 2, new byte[] {(byte) 0xFF, (byte) 0xD8}));
    }

    @Test
    void seesThePictureAndNotItsThumbnail() {
        byte[] thumbnail = PictureFactory.greyJpeg(lesion(70, 70));
        byte[] exif = JpegParts.exifSegment(JpegParts.splice(JpegParts.bigEndianTiff(8), 26, thumbnail));
        Picture picture = assertSafe(JpegParts.insert(JPEG, 0xE1, exif));
        assertEquals(120, picture.width());
        assertEquals(8, picture.orientation());
    }

    @Test
    void takesFillBytesBetweenSegments() {
        byte[] fill = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF};
        assertSafe(JpegParts.splice(JPEG, JpegParts.frame(JPEG), fill));
    }

    @Test
    void refusesSegmentsWithoutEnd() {
        byte[] comment = JpegParts.segment(0xFE, new byte[0]);
        assertSafe(JpegParts.splice(JPEG, 2, JpegParts.repeated(comment, 1_000)));
        assertRefused(Reason.UNREADABLE, JpegParts.splice(JPEG, 2, JpegParts.repeated(comment, Limits.MAX_PIECES)));
    }

    @Test
    void refusesScansWithoutEnd() {
        String help = assertRefused(Reason.TOO_LARGE, PictureFactory.jpegOfScans(lesion(120, 90), 1_000));
        assertTrue(help.contains("progressive"), help);
        assertRefused(Reason.TOO_LARGE, PictureFactory.jpegOfScans(lesion(120, 90), 65));
        assertSafe(PictureFactory.jpegOfScans(lesion(120, 90), 64));
    }

    @Test
    void allowsFewerScansForMorePixels() {
        byte[] tenScans = PictureFactory.jpegOfBytes(PictureFactory.progressiveJpeg(lesion(120, 90)), 200_000);
        assertSafe(JpegParts.claiming(tenScans, 6_000, 4_000));
        assertRefused(Reason.TOO_LARGE, JpegParts.claiming(tenScans, 8_160, 6_120));
    }

    @Test
    void refusesWhatMustBeKeptUntilTheLastScanWhenItIsMuch() {
        byte[] oneScan = PictureFactory.jpegOfBytes(JPEG, 200_000);
        assertSafe(JpegParts.claiming(oneScan, 8_160, 6_120));
        for (byte[] several : new byte[][] {JpegParts.progressive(oneScan), JpegParts.scanOfOneColour(oneScan)}) {
            assertSafe(JpegParts.claiming(several, 6_000, 4_000));
            assertRefused(Reason.TOO_LARGE, JpegParts.claiming(several, 7_000, 5_000));
        }
    }

    @Test
    void refusesFewerBitsThanBlocks() {
        int bytes = 6 * (6_000 / 16) * (4_000 / 16) / 8;
        assertSafe(JpegParts.claiming(PictureFactory.jpegOfBytes(JPEG, bytes + 1), 6_000, 4_000));
        byte[] tooShort = JpegParts.claiming(PictureFactory.jpegOfBytes(JPEG, bytes), 6_000, 4_000);
        assertTrue(assertRefused(Reason.UNREADABLE, tooShort).contains("missing"));
    }

    private static byte[] withLengthOfTables(int length) {
        byte[] changed = JPEG.clone();
        ByteBuffer.wrap(changed).putShort(JpegParts.find(JPEG, 0xDB, 0) + 2, (short) length);
        return changed;
    }

    private static byte[] changed(int at, int value) {
        byte[] changed = JPEG.clone();
        changed[at] = (byte) value;
        return changed;
    }
}
