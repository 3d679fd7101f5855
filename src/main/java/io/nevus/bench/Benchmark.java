package io.nevus.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is measured, and how good it should be. */
public enum Benchmark {
    THROUGHPUT("/predict at 8 connections / bare loop", Better.HIGHER, 0.80, 0.92),
    LATENCY("p50 at one connection / bare loop", Better.LOWER, 1.5, 1.2),
    TAIL("p99 / p50 at 70 % of capacity, open loop", Better.LOWER, 4, 2),
    BFLOAT16("bfloat16 / float32, bare loop", Better.HIGHER, 1.4, 1.7),
    PHOTOGRAPH("photograph of 12 megapixels / 600x450", Better.LOWER, 10, 5),
    START("start of the process to ready, s", Better.LOWER, 3, 1),
    MEMORY("growth of memory at 70 % load, %", Better.LOWER, 5, 1);

    private enum Better { HIGHER, LOWER }

    private final String title;
    private final Better better;
    private final double floor;
    private final double goal;

    Benchmark(String title, Better better, double floor, double goal) {
        this.title = title;
        this.better = better;
        this.floor = floor;
        this.goal = goal;
    }

    /** @throws IllegalArgumentException saying which names there are */
    public static Benchmark of(String name) {
        return Arrays.stream(values()).filter(benchmark -> benchmark.code().equals(name.strip())).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be of %s, not '%s'".formatted(
                        Arrays.stream(values()).map(Benchmark::code).collect(Collectors.joining(", ")), name)));
    }

    /** Its name on the command line. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    String title() {
        return title;
    }

    double floor() {
        return floor;
    }

    double goal() {
        return goal;
    }

    /** What of floor and goal a value reaches. */
    String met(double value) {
        return reaches(value, goal) ? "goal" : reaches(value, floor) ? "floor" : "no";
    }

    private boolean reaches(double value, double mark) {
        return switch (better) {
            case HIGHER -> value >= mark;
            case LOWER -> value <= mark;
        };
    }
}
