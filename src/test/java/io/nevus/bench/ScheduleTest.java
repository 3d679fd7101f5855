package io.nevus.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void anOpenLoopDoesNotAskHowLateItIs() {
        long[] onTime = all(Schedule.even(4, SECOND), () -> 0);
        long[] late = all(Schedule.even(4, SECOND), () -> 900_000_000);
        assertEquals("[0, 250000000, 500000000, 750000000]", Arrays.toString(onTime));
        assertEquals(Arrays.toString(onTime), Arrays.toString(late));
    }

    @Test
    void chanceKeepsTheRateButNotTheIntervals() {
        long[] due = all(Schedule.random(100, Duration.ofSeconds(100), new Random(3)), () -> 0);
        assertEquals(10_000, due.length, 400); // four standard deviations
        long[] gaps = LongStream.range(1, due.length).map(i -> due[(int) i] - due[(int) i - 1]).toArray();
        assertTrue(LongStream.of(gaps).allMatch(gap -> gap >= 0));
        double mean = LongStream.of(gaps).average().orElseThrow();
        double deviation = Math.sqrt(LongStream.of(gaps).mapToDouble(gap -> (gap - mean) * (gap - mean)).average()
                .orElseThrow());
        assertEquals(1, deviation / mean, 0.1); // as of an exponential distribution
    }

    @Test
    void theSameSeedGivesTheSameArrivals() {
        assertEquals(LongStream.of(all(Schedule.random(50, SECOND, new Random(1)), () -> 0)).sum(),
                LongStream.of(all(Schedule.random(50, SECOND, new Random(1)), () -> 5)).sum());
    }

    @Test
    void aClosedLoopAsksAtOnceUntilTimeIsUp() {
        var schedule = Schedule.withoutPause(SECOND);
        assertEquals(OptionalLong.of(123), schedule.next(123));
        assertEquals(OptionalLong.of(7), schedule.next(7));
        assertEquals(OptionalLong.empty(), schedule.next(SECOND.toNanos()));
    }

    @Test
    void atLeastOneRequestIsDueHoweverLateItsWorkerStarts() {
        assertEquals(OptionalLong.of(SECOND.toNanos()), Schedule.withoutPause(SECOND).next(SECOND.toNanos()));
        assertEquals(OptionalLong.of(0), Schedule.even(1e-3, SECOND).next(SECOND.toNanos()));
        assertEquals(OptionalLong.of(0), Schedule.random(1e-3, SECOND, new Random(1)).next(SECOND.toNanos()));
    }

    private static long[] all(Schedule schedule, LongSupplier clock) {
        return LongStream.generate(() -> schedule.next(clock.getAsLong()).orElse(-1))
                .takeWhile(due -> due >= 0).toArray();
    }
}
