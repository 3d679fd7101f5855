package io.nevus.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {

    @Test
    void aQuantileIsOneOfTheValues() {
        List<Double> values = IntStream.rangeClosed(1, 1000).mapToObj(i -> (double) i).toList();
        var sample = Sample.of(values.reversed());
        assertEquals(990, sample.quantile(0.99));
        assertEquals(500, sample.quantile(0.5));
        assertEquals(1000, sample.quantile(1));
        assertEquals(1, sample.quantile(0));
    }

    @Test
    void oneSlowRequestOfAHundredIsBeyondTheNinetyNinth() {
        double[] values = Collections.nCopies(100, 1.0).stream().mapToDouble(Double::doubleValue).toArray();
        values[7] = 50;
        assertEquals(1, new Sample(values).quantile(0.99));
        values[8] = 40;
        assertEquals(40, new Sample(values).quantile(0.99));
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
        assertEquals(2.5, Sample.of(List.of(9.0, 1.0, 3.0, 2.0)).median());
        assertEquals(3, Sample.of(List.of(9.0, 1.0, 3.0)).median());
        assertEquals(7, Sample.of(List.of(7.0)).median());
    }

    @Test
    void keepsItsExtremesAndItsSize() {
        var sample = Sample.of(List.of(2.0, -1.0, 5.0));
        assertEquals(-1, sample.least());
        assertEquals(5, sample.greatest());
        assertEquals(3, sample.size());
    }

    @Test
    void nothingHasNoQuantiles() {
        assertThrows(IllegalArgumentException.class, () -> Sample.of(List.of()));
    }
}
