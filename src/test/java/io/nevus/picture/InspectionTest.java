package io.nevus.picture;

import static io.nevus.picture.Inspections.assertRefused;
import static io.nevus.picture.Inspections.assertSafe;
import static io.nevus.picture.PictureFactory.lesion;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.nevus.triage.Refusal.Reason;
import java.awt.Color;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InspectionTest {

    @TestFactory
    Stream<DynamicTest> takesEveryGoodKind() {
        return PictureSamples.good().entrySet().stream().map(sample -> dynamicTest(sample.getKey(), () -> {
            Picture picture = assertSafe(sample.getValue());
            assertEquals(PictureSamples.WIDTH, picture.width());
            assertEquals(PictureSamples.HEIGHT, picture.height());
            boolean png = sample.getKey().contains("PNG");
            assertEquals(png ? Picture.Format.PNG : Picture.Format.JPEG, picture.format());
        }));
    }

    @Test
    void leavesAJpegAsItIs() {
        byte[] bytes = PictureFactory.jpeg();
        assertSame(bytes, assertSafe(bytes).bytes());
    }

    @Test
    void takesAJpegOfExactlyTheUploadLimit() {
        byte[] bytes = PictureFactory.jpegOfBytes(PictureFactory.jpeg(), 1_000_000);
        assertEquals(1_000_000, bytes.length);
        assertSafe(bytes);
    }

    @Test
    void refusesWhatIsNotInColour() {
        assertRefused(Reason.NOT_COLOUR, PictureSamples.bad().get("grey JPEG"));
        assertRefused(Reason.NOT_COLOUR, PictureSamples.bad().get("grey PNG"));
        assertRefused(Reason.NOT_COLOUR, PictureSamples.bad().get("grey PNG with alpha"));
    }

    @Test
    void tellsWhatToDoAboutCmyk() {
        String help = assertRefused(Reason.UNSUPPORTED_FORMAT, PictureSamples.bad().get("CMYK JPEG"));
        assertTrue(help.contains("CMYK") && help.contains("RGB"), help);
    }

    @Test
    void refusesWhatMoves() {
        assertRefused(Reason.ANIMATED, PictureSamples.bad().get("animated GIF"));
        assertRefused(Reason.ANIMATED, PictureSamples.bad().get("animated PNG"));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,500", "500,1", "63,63", "63,200", "16,16"})
    void refusesTooFewPixels(int width, int height) {
        assertRefused(Reason.TOO_SMALL, PictureFactory.jpeg(lesion(width, height)));
        assertRefused(Reason.TOO_SMALL, PictureFactory.png(lesion(width, height)));
    }

    @ParameterizedTest
    @CsvSource({"170,160", "260,140", "64,64", "64,512", "512,64"})
    void takesSmallCloseUps(int width, int height) {
        assertSafe(PictureFactory.jpeg(lesion(width, height)));
        assertSafe(PictureFactory.png(lesion(width, height)));
    }

    @ParameterizedTest
    @CsvSource({"100000,100000", "12001,2000", "2000,12001", "8192,6145", "2147483647,2147483647", "-1,-1",
        "64250,64250"})
    void refusesTooManyPixelsByTheHeaderAlone(int width, int height) {
        assertRefused(Reason.TOO_LARGE, PictureFactory.pngHeader(width, height));
    }

    @ParameterizedTest
    @CsvSource({"64250,64250", "12001,2000", "2000,12001", "65535,65535", "16000,16000"})
    void refusesAJpegThatClaimsTooManyPixels(int width, int height) {
        assertRefused(Reason.TOO_LARGE, JpegParts.claiming(PictureFactory.jpeg(), width, height));
    }

    @Test
    void takesThePicturesOfBigPhoneCameras() {
        assertSafe(PictureFactory.jpeg(PictureFactory.uniform(8_192, 6_144, Color.PINK)));
    }

    @Test
    void refusesNoPixels() {
        assertRefused(Reason.TOO_SMALL, PictureFactory.pngHeader(0, 0));
        assertRefused(Reason.TOO_SMALL, PictureFactory.pngHeader(0, 500));
        assertRefused(Reason.TOO_SMALL, JpegParts.claiming(PictureFactory.jpeg(), 600, 0));
        assertRefused(Reason.TOO_SMALL, JpegParts.claiming(PictureFactory.jpeg(), 0, 450));
    }

    @Test
    void refusesLongStrips() {
        assertRefused(Reason.NOT_A_LESION, PictureFactory.jpeg(lesion(801, 100)));
        assertRefused(Reason.NOT_A_LESION, PictureFactory.png(lesion(100, 801)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "hello", "<html><body>not found</body></html>", "{\"image\":1}", "BMW is a car"})
    void refusesWhatIsNoPicture(String text) {
        assertRefused(Reason.UNREADABLE, text.getBytes(StandardCharsets.UTF_8));
    }

    @TestFactory
    Stream<DynamicTest> refusesWhatIsCutOff() {
        return PictureSamples.good().entrySet().stream().map(sample -> dynamicTest(sample.getKey(), () -> {
            byte[] bytes = sample.getValue();
            IntStream.iterate(0, n -> n < bytes.length, n -> n + (n < 1_000 || bytes.length - n < 100 ? 1 : 97))
                    .forEach(n -> assertRefused(Reason.UNREADABLE, Arrays.copyOf(bytes, n)));
        }));
    }

    @TestFactory
    Stream<DynamicTest> ignoresWhatFollowsTheEnd() {
        byte[] tail = PictureFactory.greyJpeg(lesion(100, 100));
        return PictureSamples.good().entrySet().stream().map(sample -> dynamicTest(sample.getKey(), () -> {
            Picture picture = assertSafe(JpegParts.splice(sample.getValue(), sample.getValue().length, tail));
            assertEquals(PictureSamples.WIDTH, picture.width());
            assertSafe(Arrays.copyOf(sample.getValue(), sample.getValue().length + 8_192));
        }));
    }
}
