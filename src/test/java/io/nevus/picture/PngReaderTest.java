package io.nevus.picture;

import static io.nevus.picture.Inspections.assertRefused;
import static io.nevus.picture.Inspections.assertSafe;
import static io.nevus.picture.PictureFactory.lesion;
import static io.nevus.picture.PngParts.chunk;
import static io.nevus.picture.PngParts.deflate;
import static io.nevus.picture.PngParts.file;
import static io.nevus.picture.PngParts.ihdr;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.triage.Refusal.Reason;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PngReaderTest {

    private static final int SIDE = 100;
    private static final byte[] IHDR = chunk("IHDR", ihdr(SIDE, SIDE, 8, 2));
    private static final byte[] PIXELS = deflate(new byte[SIDE * (1 + 3 * SIDE)]);
    private static final byte[] IDAT = chunk("IDAT", PIXELS);
    private static final byte[] IEND = chunk("IEND", new byte[0]);
    private static final byte[] PLTE = chunk("PLTE", new byte[6]);
    private static final byte[] TEXT = chunk("tEXt", new byte[10]);

    @Test
    void takesTheSmallestFileOfItsKind() {
        assertSafe(file(IHDR, IDAT, IEND));
    }

    @Test
    void keepsOnlyThePixelsAndTheirPalette() {
        byte[] lean = file(IHDR, PLTE, IDAT, IEND);
        byte[] fat = file(IHDR, TEXT, PLTE, chunk("zTXt", new byte[9]), IDAT, TEXT, IEND, TEXT);
        assertArrayEquals(lean, assertSafe(fat).bytes());
    }

    @Test
    void stripsTextAndProfilesThatWouldUnpackToGigabytes() {
        byte[] png = PictureFactory.png(lesion(120, 90));
        byte[] texts = PictureFactory.textBombPng(lesion(120, 90), 500, 7_900_000);
        assertTrue(texts.length > 3_000_000);
        assertArrayEquals(png, assertSafe(texts).bytes());
        assertArrayEquals(png, assertSafe(PictureFactory.profileBombPng(lesion(120, 90), 7_900_000)).bytes());
    }

    @Test
    void takesPixelsInManyPieces() {
        byte[] half = Arrays.copyOf(PIXELS, PIXELS.length / 2);
        byte[] rest = Arrays.copyOfRange(PIXELS, PIXELS.length / 2, PIXELS.length);
        byte[] none = chunk("IDAT", new byte[0]);
        assertSafe(file(IHDR, none, chunk("IDAT", half), none, chunk("IDAT", rest), none, IEND));
        assertRefused(Reason.UNREADABLE, file(IHDR, chunk("IDAT", half), TEXT, chunk("IDAT", rest), IEND));
    }

    @Test
    void refusesPiecesWithoutEnd() {
        byte[] many = PngParts.insertMany(file(IHDR, IDAT, IEND), "tEXt", new byte[0], Limits.MAX_PIECES);
        assertRefused(Reason.UNREADABLE, many);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 100_000_000})
    void refusesFewerOrMorePixelsThanItSays(int more) {
        byte[] pixels = deflate(new byte[SIDE * (1 + 3 * SIDE) + more]);
        assertRefused(Reason.UNREADABLE, file(IHDR, chunk("IDAT", pixels), IEND));
    }

    @Test
    void refusesPixelsThatDoNotUnpack() {
        assertRefused(Reason.UNREADABLE, file(IHDR, chunk("IDAT", new byte[500]), IEND));
        byte[] wrongSum = PIXELS.clone();
        wrongSum[wrongSum.length - 1]++;
        assertRefused(Reason.UNREADABLE, file(IHDR, chunk("IDAT", wrongSum), IEND));
    }

    @Test
    void refusesChunksOutOfOrder() {
        assertRefused(Reason.UNREADABLE, file(IDAT, IHDR, IEND));
        assertRefused(Reason.UNREADABLE, file(TEXT, IHDR, IDAT, IEND));
        assertRefused(Reason.UNREADABLE, file(IHDR, IHDR, IDAT, IEND));
        assertRefused(Reason.UNREADABLE, file(IHDR, IEND));
        assertRefused(Reason.UNREADABLE, file(IHDR, IEND, IDAT));
        assertRefused(Reason.UNREADABLE, file(IHDR, PLTE, PLTE, IDAT, IEND));
        assertRefused(Reason.UNREADABLE, file(IHDR, IDAT, PLTE, IEND));
        assertRefused(Reason.UNREADABLE, file(IHDR, chunk("CgBI", new byte[4]), IDAT, IEND));
    }

    @Test
    void refusesColoursWithoutAPalette() {
        byte[] header = chunk("IHDR", ihdr(SIDE, SIDE, 8, 3));
        byte[] pixels = chunk("IDAT", deflate(new byte[SIDE * (1 + SIDE)]));
        assertRefused(Reason.UNREADABLE, file(header, pixels, IEND));
        assertSafe(file(header, PLTE, pixels, IEND));
    }

    @Test
    void refusesWrongChecksums() {
        for (byte[] chunk : new byte[][] {IHDR, IDAT, IEND}) {
            byte[] wrong = chunk.clone();
            wrong[wrong.length - 1]++;
            assertRefused(Reason.UNREADABLE, file(chunk == IHDR ? wrong : IHDR, chunk == IDAT ? wrong : IDAT,
                    chunk == IEND ? wrong : IEND));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 12, 14, 1_000_000, Integer.MAX_VALUE, -1})
    void refusesLengthsThatLie(int length) {
        byte[] header = file(IHDR, IDAT, IEND);
        ByteBuffer.wrap(header).putInt(8, length);
        assertRefused(Reason.UNREADABLE, header);
        byte[] pixels = file(IHDR, IDAT, IEND);
        ByteBuffer.wrap(pixels).putInt(8 + IHDR.length, length);
        assertRefused(Reason.UNREADABLE, pixels);
    }

    @ParameterizedTest
    @CsvSource({"8,1", "8,5", "8,7", "8,255", "4,2", "1,6", "16,3", "0,2", "32,2"})
    void refusesUnknownColourTypesAndDepths(int depth, int colourType) {
        assertRefused(Reason.UNREADABLE, file(chunk("IHDR", ihdr(SIDE, SIDE, depth, colourType)), PLTE, IDAT, IEND));
    }

    @ParameterizedTest
    @CsvSource({"8,2,5000,4000", "16,6,4000,2000", "1,3,5000,4000"})
    void refusesWhatUnpacksToMoreThan50Megabytes(int depth, int colourType, int width, int height) {
        assertRefused(Reason.TOO_LARGE, file(chunk("IHDR", ihdr(width, height, depth, colourType)), IDAT, IEND));
    }

    @Test
    void ignoresAnimationControlBehindThePixels() {
        assertSafe(file(IHDR, IDAT, chunk("acTL", new byte[8]), IEND));
        assertRefused(Reason.ANIMATED, file(IHDR, chunk("acTL", new byte[8]), IDAT, IEND));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsTheOrientation(int orientation) {
        byte[] exif = chunk("eXIf", JpegParts.littleEndianTiff(orientation));
        assertEquals(orientation, assertSafe(file(IHDR, exif, IDAT, IEND)).orientation());
        assertEquals(orientation, assertSafe(file(IHDR, IDAT, exif, IEND)).orientation());
    }
}
