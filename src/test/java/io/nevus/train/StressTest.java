package io.nevus.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.picture.Inspection;
import io.nevus.picture.Picture;
import io.nevus.picture.PictureFactory;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StressTest {

    private static final int WIDTH = 300;
    private static final int HEIGHT = 220;
    private static final BufferedImage LESION = PictureFactory.lesion(WIDTH, HEIGHT);

    private static BufferedImage decoded(byte[] bytes) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }

    private static BufferedImage stressed(Stress stress, BufferedImage image) throws IOException {
        return decoded(stress.of(image, 1));
    }

    /** How many pixels look pigmented. */
    private static long dark(BufferedImage image) {
        return pixels(image).filter(rgb -> new Color(rgb).getRed() < 150).count();
    }

    private static IntStream pixels(BufferedImage image) {
        return IntStream.of(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()));
    }

    private static double mean(BufferedImage image, int shift) {
        return pixels(image).map(rgb -> rgb >> shift & 255).average().orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(Stress.class)
    void everyCopyIsAPictureThatIsServedAndKeepsItsSize(Stress stress) throws IOException {
        byte[] bytes = stress.of(LESION, 1);
        Picture picture = assertInstanceOf(Inspection.Safe.class, Inspection.of(bytes)).picture();
        int[] expected = stress == Stress.ROTATED_90 ? new int[] {HEIGHT, WIDTH} : new int[] {WIDTH, HEIGHT};
        assertArrayEquals(expected, new int[] {picture.width(), picture.height()});
    }

    @ParameterizedTest
    @EnumSource(Stress.class)
    void copiesAreDifferentYetAlwaysTheSame(Stress stress) throws IOException {
        assertArrayEquals(stress.of(LESION, 7), stress.of(LESION, 7));
        assertTrue(!Arrays.equals(Distortions.png(LESION), stress.of(LESION, 7)));
    }

    @ParameterizedTest
    @EnumSource(Stress.class)
    void theSmallestAndTheNarrowestAreDistortedToo(Stress stress) throws IOException {
        assertInstanceOf(Inspection.Safe.class, Inspection.of(stress.of(PictureFactory.lesion(64, 64), 1)));
        assertInstanceOf(Inspection.Safe.class, Inspection.of(stress.of(PictureFactory.lesion(512, 64), 1)));
    }

    @Test
    void zoomedOutALesionHasAThirdOfTheArea() throws IOException {
        assertEquals(1 / 3.0, (double) dark(stressed(Stress.ZOOMED_OUT, LESION)) / dark(LESION), 0.02);
    }

    @Test
    void theZoomedOutPictureIsAmidItsOwnSkin() throws IOException {
        BufferedImage zoomed = stressed(Stress.ZOOMED_OUT, LESION);
        Color skin = new Color(222, 176, 150);
        for (int[] place : new int[][] {{2, 2}, {WIDTH - 3, 2}, {WIDTH / 2, 3}, {3, HEIGHT / 2}, {WIDTH - 3, 217}}) {
            Color there = new Color(zoomed.getRGB(place[0], place[1]));
            assertEquals(skin.getRed(), there.getRed(), 8);
            assertEquals(skin.getBlue(), there.getBlue(), 8);
        }
    }

    @Test
    void turningKeepsTheLesion() throws IOException {
        assertEquals(dark(LESION), dark(stressed(Stress.ROTATED_90, LESION)));
        assertEquals(1, (double) dark(stressed(Stress.ROTATED_37, LESION)) / dark(LESION), 0.02);
    }

    @Test
    void aQuarterTurnIsClockwise() throws IOException {
        BufferedImage image = PictureFactory.uniform(100, 80, Color.WHITE);
        image.setRGB(0, 0, 0);
        assertEquals(Color.BLACK, new Color(stressed(Stress.ROTATED_90, image).getRGB(79, 0)));
    }

    @Test
    void lightAndColourChangeAsTheySay() throws IOException {
        assertEquals(0.7, mean(stressed(Stress.DARKENED, LESION), 8) / mean(LESION, 8), 0.01);
        assertTrue(mean(stressed(Stress.BRIGHTENED, LESION), 8) > 1.2 * mean(LESION, 8));
        assertTrue(mean(stressed(Stress.WARM, LESION), 0) < mean(LESION, 0));
        assertTrue(mean(stressed(Stress.COOL, LESION), 0) > mean(LESION, 0));
    }

    @Test
    void blurAndNoiseDoNotShiftColours() throws IOException {
        for (Stress stress : new Stress[] {Stress.BLURRED, Stress.NOISY, Stress.RECOMPRESSED}) {
            assertEquals(mean(LESION, 16), mean(stressed(stress, LESION), 16), 1, stress.key());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void picturesAreDistortedAsTheyAreSeen(int orientation) throws IOException {
        BufferedImage image = PictureFactory.lesion(WIDTH, HEIGHT, 90, 60, 30);
        BufferedImage upright = Upright.of(PictureFactory.rotatedJpeg(image, orientation));
        assertEquals(WIDTH, upright.getWidth());
        long alike = IntStream.range(0, WIDTH * HEIGHT).filter(i ->
                Math.abs(new Color(image.getRGB(i % WIDTH, i / WIDTH)).getRed()
                        - new Color(upright.getRGB(i % WIDTH, i / WIDTH)).getRed()) < 40).count();
        assertTrue(alike > 0.99 * WIDTH * HEIGHT, alike + " pixels are alike");
    }

    @Test
    void bigPicturesAreShrunkAndBrokenOnesSaid() throws IOException {
        BufferedImage upright = Upright.of(PictureFactory.jpeg(PictureFactory.uniform(3000, 1500, Color.PINK)));
        assertEquals(Upright.LONGEST, upright.getWidth());
        assertEquals(Upright.LONGEST / 2, upright.getHeight());
        assertThrows(IOException.class, () -> Upright.of(new byte[100]));
    }
}
