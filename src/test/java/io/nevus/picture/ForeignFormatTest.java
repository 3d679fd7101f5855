package io.nevus.picture;

import static io.nevus.picture.Inspections.assertRefused;
import static io.nevus.picture.PictureFactory.lesion;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.triage.Refusal.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignFormatTest {

    /** Starts of real files in hexadecimal. */
    @ParameterizedTest
    @CsvSource({
        "GIF, 474946383761", "GIF, 474946383961",
        "BMP, 424D36000C0000000000360000002800000000020000",
        "WebP, 524946462A0000005745425056503820", "WebP, 524946462A000000574542505650385800000000100000",
        "HEIC, 00000018667479706865696300000000", "HEIC, 00000018667479706865697800000000",
        "HEIF, 00000018667479706D69663100000000", "AVIF, 00000020667479706176696600000000",
        "TIFF, 49492A0008000000", "TIFF, 4D4D002A00000008", "TIFF, 49492B0008000000",
        "JPEG XL, FF0A7F0290", "JPEG XL, 0000000C4A584C200D0A870A",
        "JPEG 2000, 0000000C6A5020200D0A870A", "JPEG 2000, FF4FFF5100290000",
        "video, 0000001866747970717420200000", "video, 00000018667479706D7034320000",
        "PDF, 255044462D312E370A", "Photoshop, 384250530001"})
    void namesTheFormat(String name, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        for (int length : new int[] {bytes.length, 5_000}) {
            String help = assertRefused(Reason.UNSUPPORTED_FORMAT, Arrays.copyOf(bytes, length));
            assertTrue(help.contains(name) && help.contains("JPEG or PNG"), help);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "WebP, 524946462A000000574542505650385800000000020000", "AVIF, 00000020667479706176697300000000",
        "HEIF, 00000018667479706865766300000000", "HEIF, 00000018667479706D73663100000000"})
    void namesWhatMoves(String name, String hex) {
        String help = assertRefused(Reason.ANIMATED, HexFormat.of().parseHex(hex));
        assertTrue(help.contains(name), help);
    }

    @Test
    void namesDicom() {
        byte[] dicom = new byte[2_000];
        System.arraycopy("DICM".getBytes(StandardCharsets.US_ASCII), 0, dicom, 128, 4);
        assertTrue(assertRefused(Reason.UNSUPPORTED_FORMAT, dicom).contains("DICOM"));
    }

    @ParameterizedTest
    @CsvSource({"<svg xmlns='http://www.w3.org/2000/svg'/>", "<?xml version='1.0'?><!-- a drawing --><svg/>"})
    void namesSvg(String text) {
        assertTrue(assertRefused(Reason.UNSUPPORTED_FORMAT, text.getBytes(StandardCharsets.UTF_8)).contains("SVG"));
    }

    @Test
    void tellsAStillGifFromAMovingOne() {
        byte[] still = PictureFactory.gif(lesion(100, 100));
        assertRefused(Reason.UNSUPPORTED_FORMAT, still);
        byte[] moving = PictureFactory.animatedGif(lesion(100, 100), lesion(100, 100), lesion(100, 100));
        assertRefused(Reason.ANIMATED, moving);
        assertRefused(Reason.UNSUPPORTED_FORMAT, Arrays.copyOf(moving, moving.length / 4));
    }
}
