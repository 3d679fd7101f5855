package io.nevus.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** One figure, measured again in each round. */
final class Measurement {
    private final Benchmark benchmark;
    private final String detail;
    private final Round round;
    private final List<double[]> values = new ArrayList<>();

    /** @param detail as of {@link String#format}, for the medians of what each round tells besides the figure */
    Measurement(Benchmark benchmark, String detail, Round round) {
        this.benchmark = benchmark;
        this.detail = detail;
        this.round = round;
    }

    /** Measures once; the figure comes first. */
    interface Round {
        double[] measure() throws IOException;
    }

    Benchmark benchmark() {
        return benchmark;
    }

    void measure() throws IOException {
        values.add(round.measure());
    }

    Row row() {
        Object[] medians = IntStream.range(1, values.getFirst().length).mapToObj(i -> column(i).median()).toArray();
        return new Row(benchmark, Optional.of(column(0)), String.format(Locale.ROOT, detail, medians));
    }

    private Sample column(int i) {
        return Sample.of(values.stream().map(row -> row[i]).toList());
    }
}
