package io.nevus.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.picture.PictureFactory;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ArtefactsTest {

    private static final BufferedImage LESION = PictureFactory.lesion(256, 256);

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    @Test
    void somethingCoversAPartOfTheLesion() {
        int[] before = pixels(LESION);
        Set<Integer> shares = new HashSet<>();
        for (int seed = 0; seed < 40; seed++) {
            int[] after = pixels(Artefacts.on(LESION, new SplittableRandom(seed)));
            long changed = IntStream.range(0, before.length).filter(i -> before[i] != after[i]).count();
            assertTrue(changed > 50 && changed < 0.6 * before.length, seed + ": " + changed);
            shares.add((int) (100 * changed / before.length));
        }
        assertTrue(shares.size() > 10, "now little, now much: " + shares);
        assertArrayEquals(before, pixels(LESION), "the picture itself stays");
    }

    @Test
    void theSameSeedDrawsTheSame() {
        assertArrayEquals(pixels(Artefacts.on(LESION, new SplittableRandom(5))),
                pixels(Artefacts.on(LESION, new SplittableRandom(5))));
        assertEquals(256, Artefacts.on(LESION, new SplittableRandom(5)).getWidth());
    }
}
