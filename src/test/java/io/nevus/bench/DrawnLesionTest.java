package io.nevus.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.picture.Inspection;
import io.nevus.picture.Picture;
import org.junit.jupiter.api.Test;

class DrawnLesionTest {

    @Test
    void theUsualPictureHasFiftyKilobytes() {
        byte[] bytes = DrawnLesion.small();
        assertTrue(bytes.length > 40_000 && bytes.length <= 50_000, "has " + bytes.length);
        Picture picture = inspected(bytes);
        assertEquals(600, picture.width());
        assertEquals(450, picture.height());
        assertArrayEquals(bytes, DrawnLesion.small());
    }

    @Test
    void thePhotographHasTwelveMegapixelsAndIsTakenByTheApi() {
        for (byte[] bytes : new byte[][] {DrawnLesion.photograph(), DrawnLesion.photographAsPng()}) {
            Picture picture = inspected(bytes);
            assertEquals(12_000_000, picture.width() * picture.height());
            assertTrue(bytes.length > 1_000_000 && bytes.length < 10_000_000, "has " + bytes.length);
        }
    }

    private static Picture inspected(byte[] bytes) {
        return assertInstanceOf(Inspection.Safe.class, Inspection.of(bytes)).picture();
    }
}
