package io.nevus.picture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are: an answer, within the second that a whole upload may take. */
class InspectionFuzzTest {

    private static final int MUTATIONS = 20_000;
    private static final int UPLOAD_LIMIT = 10_000_000;
    private static final Duration PROMISE = Duration.ofSeconds(1);
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    @Test
    void answersEveryMutation() {
        AtomicInteger safe = new AtomicInteger();
        new Mutations(1, PictureSamples.all().values()).stream().limit(MUTATIONS).forEach(bytes -> {
            switch (answerInTime(bytes)) {
                case Inspection.Safe(Picture picture) -> {
                    safe.incrementAndGet();
                    assertTrue(picture.width() >= Limits.MIN_SIDE && picture.height() >= Limits.MIN_SIDE);
                    assertTrue(picture.width() <= Limits.MAX_SIDE && picture.height() <= Limits.MAX_SIDE);
                    assertTrue(picture.orientation() >= 1 && picture.orientation() <= 8);
                }
                case Inspection.Unfit(var refusal) -> assertFalse(refusal.help().isBlank());
            }
        });
        assertTrue(safe.get() > MUTATIONS / 50 && safe.get() < MUTATIONS / 2, "Too hard or too soft: " + safe);
    }

    @Test
    void answersNoise() {
        Random random = new Random(2);
        for (byte[] start : PictureSamples.all().values()) {
            for (int length : new int[] {1, 2, 3, 8, 20, 33, 200, 1_000, 50_000}) {
                byte[] noise = new byte[length];
                random.nextBytes(noise);
                byte[] bytes = JpegParts.splice(noise, 0, Arrays.copyOf(start, Math.min(start.length, length)));
                assertNotNull(answerInTime(bytes));
            }
        }
    }

    @Test
    void answersTenMegabytesOfAnything() {
        byte[] jpeg = Arrays.copyOf(PictureFactory.jpeg(), 600);
        byte[] png = Arrays.copyOf(PictureFactory.png(PictureFactory.lesion(100, 100)), 33);
        byte[] gif = Arrays.copyOf(PictureFactory.gif(PictureFactory.lesion(100, 100)), 13);
        byte[] emptyComment = JpegParts.segment(0xFE, new byte[0]);
        byte[] restart = {(byte) 0xFF, (byte) 0xD0};
        byte[] exif = JpegParts.segment(0xE1, JpegParts.exifSegment(new byte[9]));
        byte[] emptyText = PngParts.chunk("tEXt", new byte[0]);
        byte[] emptyExif = PngParts.chunk("eXIf", new byte[0]);
        byte[] noPixels = PngParts.chunk("IDAT", new byte[0]);
        byte[] pixelBomb = PngParts.chunk("IDAT", PngParts.deflate(new byte[1_000_000_000]));
        assertAll(
                () -> answerInTime(filled(new byte[0], new byte[] {0})),
                () -> answerInTime(filled(jpeg, new byte[] {0})),
                () -> answerInTime(filled(jpeg, new byte[] {(byte) 0xFF})),
                () -> answerInTime(filled(jpeg, new byte[] {(byte) 0xFF, 0})),
                () -> answerInTime(filled(jpeg, restart)),
                () -> answerInTime(filled(Arrays.copyOf(jpeg, 2), emptyComment)),
                () -> answerInTime(filled(Arrays.copyOf(jpeg, 2), exif)),
                () -> answerInTime(filled(png, emptyText)),
                () -> answerInTime(filled(png, emptyExif)),
                () -> answerInTime(filled(png, noPixels)),
                () -> answerInTime(filled(png, pixelBomb)),
                () -> answerInTime(filled(gif, new byte[] {0x21, 0, 0})),
                () -> answerInTime(filled("<".getBytes(UTF_8), "<svg".getBytes(UTF_8))));
    }

    private static byte[] filled(byte[] start, byte[] pattern) {
        byte[] filled = Arrays.copyOf(start, UPLOAD_LIMIT);
        for (int at = start.length; at < filled.length; at += pattern.length) {
            System.arraycopy(pattern, 0, filled, at, Math.min(pattern.length, filled.length - at));
        }
        return filled;
    }

    private static Inspection answerInTime(byte[] bytes) {
        long start = CPU.getCurrentThreadCpuTime();
        Inspection inspection = Inspection.of(bytes);
        Duration taken = Duration.ofNanos(CPU.getCurrentThreadCpuTime() - start);
        assertTrue(taken.compareTo(PROMISE) < 0, "%d bytes took %s".formatted(bytes.length, taken));
        return inspection;
    }
}
