package io.nevus.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.picture.PictureFactory;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SketchTest {

    private static final BufferedImage LESION = PictureFactory.lesion(256, 256, 90, 130, 60);
    private static final int SKETCHES = 20;

    private static BufferedImage sketch(BufferedImage image) {
        return Sketch.of(image, new SplittableRandom(3));
    }

    /** Of several sketches, so that their speckles cancel out. */
    private static double[] meanColour(BufferedImage image, int x, int y) {
        double[] sum = new double[3];
        for (int seed = 0; seed < SKETCHES; seed++) {
            double[] colour = colour(Sketch.of(image, new SplittableRandom(seed)), x, y);
            Arrays.setAll(sum, i -> sum[i] + colour[i] / SKETCHES);
        }
        return sum;
    }

    /** The mean colour of 40 x 40 pixels. */
    private static double[] colour(BufferedImage image, int x, int y) {
        double[] sum = new double[3];
        int[] samples = image.getRaster().getPixels(x - 20, y - 20, 40, 40, (int[]) null);
        for (int i = 0; i < samples.length; i++) {
            sum[i % 3] += samples[i] / 1600.0;
        }
        return sum;
    }

    @Test
    void theLesionStaysWhereItIsAndHasItsColour() {
        assertTrue(colour(LESION, 230, 30)[0] - colour(LESION, 90, 130)[0] > 100, "skin is lighter");
        BufferedImage sketch = sketch(LESION);
        for (int[] place : new int[][] {{90, 130}, {230, 30}, {200, 220}}) {
            assertArrayEquals(colour(LESION, place[0], place[1]), colour(sketch, place[0], place[1]), 25);
        }
    }

    @Test
    void whatIsInsideTheLesionIsEven() {
        BufferedImage spotted = PictureFactory.lesion(256, 256, 115, 130, 90);
        var pen = spotted.createGraphics();
        pen.setColor(new Color(120, 80, 60));
        pen.fillRect(70, 110, 40, 40);
        pen.dispose();
        assertTrue(colour(spotted, 90, 130)[0] - colour(spotted, 150, 130)[0] > 15, "a lighter spot");
        assertArrayEquals(meanColour(spotted, 90, 130), meanColour(spotted, 150, 130), 4);
    }

    @Test
    void skinIsSpeckledInAPatternThatGrainAloneWouldNotMake() {
        BufferedImage skin = PictureFactory.uniform(256, 256, new Color(220, 170, 150));
        double spread = IntStream.range(0, SKETCHES).mapToDouble(seed -> {
            BufferedImage sketch = Sketch.of(skin, new SplittableRandom(seed));
            return Math.abs(colour(sketch, 60, 60)[0] - colour(sketch, 190, 190)[0]);
        }).max().orElseThrow();
        assertTrue(spread > 4, "grain would differ by " + 10 * Math.sqrt(2) / 40 + ": " + spread);
    }

    @Test
    void aPictureOfOneColourStaysThat() {
        Color skin = new Color(220, 170, 150);
        double[] colour = meanColour(PictureFactory.uniform(256, 256, skin), 128, 128);
        assertEquals(skin.getRed(), colour[0], 3);
        assertEquals(skin.getBlue(), colour[2], 3);
    }
}
