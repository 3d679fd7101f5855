package io.nevus.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowTest {

    @Test
    void aRowTellsMedianExtremesMarksAndWhatItIsMadeOf() throws Exception {
        Iterator<double[]> rounds = List.of(new double[] {0.8, 80, 100}, new double[] {0.95, 94, 99},
                new double[] {0.9, 91, 101}).iterator();
        var measurement = new Measurement(Benchmark.THROUGHPUT, "%.0f of %.0f pictures/s", rounds::next);
        while (rounds.hasNext()) {
            measurement.measure();
        }
        assertEquals("""
                | figure | measured | rounds | floor | goal | met | of |
                |---|---|---|---|---|---|---|
                | /predict at 8 connections / bare loop | 0.90 | 0.80 to 0.95 | 0.80 | 0.92 | floor | 91 of 100 \
                pictures/s |
                """, Row.table(List.of(measurement.row())));
    }

    @Test
    void whatIsPrintedIsWhatIsJudged() {
        var row = new Row(Benchmark.LATENCY, Optional.of(new Sample(new double[] {1.2000001})), "");
        String line = Row.table(List.of(row)).lines().toList().getLast();
        assertTrue(line.contains(" | 1.20 | 1.20 to 1.20 | 1.50 | 1.20 | goal | "), line);
    }

    @Test
    void whatCannotBeMeasuredIsNotMet() {
        var row = new Row(Benchmark.MEMORY, Optional.empty(), "only Linux tells");
        assertEquals("| growth of memory at 70 % load, % | - | - | 5.00 | 1.00 | - | only Linux tells |",
                Row.table(List.of(row)).lines().toList().getLast());
    }
}
