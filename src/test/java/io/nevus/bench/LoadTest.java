package io.nevus.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class LoadTest {

    /** A generator that waits for the answer before it asks again would see one slow request here, and not twenty. */
    @Test
    void requestsThatAreDueDuringAStallCountAsSlow() {
        var count = new AtomicInteger();
        Load load = Load.run(Schedule.even(100, Duration.ofMillis(400)), List.of(() -> {
            if (count.getAndIncrement() == 0) {
                ServerProcess.sleep(Duration.ofMillis(300));
            }
        }));
        assertEquals(40, load.millis().size());
        assertTrue(DoubleStream.of(load.millis().sorted()).filter(millis -> millis >= 100).count() >= 20);
        assertEquals(0, load.failures());
    }

    @Test
    void countsFailuresApart() {
        var count = new AtomicInteger();
        Load load = Load.run(Schedule.even(1000, Duration.ofMillis(100)), Collections.nCopies(4, () -> {
            if (count.getAndIncrement() % 4 == 0) {
                throw new IOException("refused");
            }
        }));
        assertEquals(25, load.failures());
        assertEquals(75, load.millis().size());
        assertEquals(75 / load.seconds(), load.perSecond(), 1e-9);
    }

    @Test
    void nothingIsMeasuredWhenAllFail() {
        var schedule = Schedule.even(100, Duration.ofMillis(50));
        List<Load.Task> workers = List.of(() -> {
            throw new IOException("refused");
        });
        assertThrows(BenchException.class, () -> Load.run(schedule, workers));
    }

    @Test
    void aDefectOfAWorkerIsNoFailedRequest() {
        var schedule = Schedule.even(100, Duration.ofMillis(50));
        List<Load.Task> workers = List.of(() -> {
            throw new IllegalArgumentException("defect");
        });
        assertThrows(IllegalStateException.class, () -> Load.run(schedule, workers));
    }
}
