package io.nevus.bench;

import io.nevus.model.Precision;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Measures the server against the bare network, in rounds, and tells it as a table. */
public final class Bench {
    private final BenchSettings settings;
    private final PrintStream progress;

    public Bench(BenchSettings settings, PrintStream progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * The table, in Markdown.
     *
     * @throws BenchException when there is nothing to measure, as the server does not start
     */
    public String run() {
        try {
            Files.createDirectories(settings.work());
            Path folder = Files.createTempDirectory(settings.work(), "bench");
            try {
                return Row.table(measure(folder));
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Row> measure(Path folder) throws IOException {
        byte[] small = DrawnLesion.small();
        progress.println("starting the server, and warming up");
        try (var bare = new BareLoop(settings.model(), settings.precision(), small);
                var server = new ServerProcess(settings.server(), folder)) {
            var rounds = new Rounds(server, bare, small, settings.each());
            rounds.warmUp();
            List<Row> rows = new ArrayList<>(repeat(wanted(rounds, folder)));
            if (settings.benchmarks().contains(Benchmark.BFLOAT16)) {
                rows.addAll(bfloat16(rounds, small));
            }
            if (settings.benchmarks().contains(Benchmark.MEMORY)) {
                progress.printf("watching memory for %d s%n", settings.memory().toSeconds());
                rows.add(memory(new Growth(server, rounds, settings.memory())));
            }
            return rows;
        }
    }

    private List<Row> repeat(List<Measurement> measurements) throws IOException {
        for (int round = 1; round <= settings.rounds() && !measurements.isEmpty(); round++) {
            progress.printf("round %d of %d%n", round, settings.rounds());
            for (Measurement measurement : measurements) {
                measurement.measure();
            }
        }
        return measurements.stream().map(Measurement::row).toList();
    }

    private List<Row> bfloat16(Rounds rounds, byte[] small) throws IOException {
        try (var fast = new BareLoop(settings.model(), Precision.AUTO, small);
                var exact = new BareLoop(settings.model(), Precision.FLOAT32, small)) {
            if (fast.numbers().equals(exact.numbers())) {
                return List.of(new Row(Benchmark.BFLOAT16, Optional.empty(),
                        "this CPU has none, or the log says why not"));
            }
            progress.println("comparing bfloat16 with float32");
            return repeat(List.of(new Measurement(Benchmark.BFLOAT16,
                    "%.0f and %.0f pictures/s; each loading tries the agreement", () -> rounds.bfloat16(fast, exact))));
        }
    }

    private List<Measurement> wanted(Rounds rounds, Path folder) {
        byte[] jpeg = DrawnLesion.photograph();
        byte[] png = DrawnLesion.photographAsPng();
        return Stream.of(
                new Measurement(Benchmark.THROUGHPUT, "%.0f of %.0f pictures/s; processor time of one: "
                        + "server %.2f ms, client %.2f ms, bare loop %.2f ms", rounds::throughput),
                new Measurement(Benchmark.LATENCY, "%.2f and %.2f ms", rounds::latency),
                new Measurement(Benchmark.TAIL, "%.1f ms, %.1f ms at %.0f/s, evenly; arriving by chance %.2f",
                        rounds::tail),
                new Measurement(Benchmark.PHOTOGRAPH, "%.1f and %.1f ms; as a PNG %.2f",
                        () -> rounds.photograph(jpeg, png)),
                new Measurement(Benchmark.START, "java, not image", () -> start(folder)))
                .filter(measurement -> settings.benchmarks().contains(measurement.benchmark())).toList();
    }

    /** With a history that is there already. */
    private double[] start(Path folder) throws IOException {
        try (var server = new ServerProcess(settings.server(), folder)) {
            return new double[] {server.startTime().toMillis() / 1000.0};
        }
    }

    private static Row memory(Growth growth) throws IOException {
        if (!Growth.canBeMeasured()) {
            return new Row(Benchmark.MEMORY, Optional.empty(), "only Linux tells");
        }
        var once = new Measurement(Benchmark.MEMORY, "%.0f to %.0f MB in %.1f min, %.0f requests failed",
                growth::measure);
        once.measure();
        return once.row();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
