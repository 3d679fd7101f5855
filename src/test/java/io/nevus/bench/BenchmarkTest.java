package io.nevus.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BenchmarkTest {

    @ParameterizedTest
    @CsvSource({"throughput,0.92,goal", "throughput,0.91,floor", "throughput,0.8,floor", "throughput,0.79,no",
        "latency,1.2,goal", "latency,1.21,floor", "latency,1.5,floor", "latency,1.51,no", "memory,-3,goal",
        "memory,NaN,no", "throughput,NaN,no"})
    void reachesAMarkOrNot(String name, double value, String met) {
        assertEquals(met, Benchmark.of(name).met(value));
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsName(Benchmark benchmark) {
        assertSame(benchmark, Benchmark.of(" " + benchmark.code()));
    }

    @Test
    void theGoalIsBeyondTheFloor() {
        for (Benchmark benchmark : Benchmark.values()) {
            assertEquals("goal", benchmark.met(benchmark.goal()));
            assertEquals("floor", benchmark.met(benchmark.floor()));
        }
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        var e = assertThrows(IllegalArgumentException.class, () -> Benchmark.of("speed"));
        assertTrue(e.getMessage().startsWith("must be of throughput, latency, "), e.getMessage());
    }
}
