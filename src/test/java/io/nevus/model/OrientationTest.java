package io.nevus.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrientationTest {

    private static final int ROWS = 2;
    private static final int COLUMNS = 3;

    /** The map 1 2 3 / 4 5 6, as a viewer shows a picture that is stored like this. */
    @ParameterizedTest
    @CsvSource({"1,123456", "2,321654", "3,654321", "4,456123", "5,142536", "6,415263", "7,635241", "8,362514"})
    void turnsAsExifSays(int number, String seen) {
        float[] expected = new float[ROWS * COLUMNS];
        IntStream.range(0, expected.length).forEach(i -> expected[i] = seen.charAt(i) - '0');
        assertArrayEquals(expected, Orientation.of(number).turn(new float[] {1, 2, 3, 4, 5, 6}, ROWS, COLUMNS));
        assertEquals(number, Orientation.of(number).number());
    }

    @Test
    void oneAfterTheOtherIsAnotherOfThem() {
        float[] map = new float[ROWS * COLUMNS * 2];
        IntStream.range(0, map.length).forEach(i -> map[i] = i);
        for (int i = 0; i < 64; i++) {
            Orientation first = Orientation.of(1 + i / 8);
            Orientation second = Orientation.of(1 + i % 8);
            int rows = first.rows(ROWS, COLUMNS);
            float[] between = first.turn(map, ROWS, COLUMNS);
            assertArrayEquals(second.turn(between, rows, ROWS * COLUMNS / rows),
                    first.then(second).turn(map, ROWS, COLUMNS), first + " then " + second);
            assertArrayEquals(map, first.undone().turn(between, rows, ROWS * COLUMNS / rows), first + " undone");
        }
    }
}
