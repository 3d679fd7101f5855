package io.nevus;

import io.nevus.bench.Agreement;
import io.nevus.bench.Bench;
import io.nevus.bench.BenchSettings;
import io.nevus.bench.Benchmark;
import io.nevus.model.Precision;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Measures how fast the server is. */
@Command(name = "bench", mixinStandardHelpOptions = true, versionProvider = Main.Version.class, sortOptions = false,
        description = {"Measures the server against the bare network, and prints a table with floors and goals.", "",
                "Server and bare loop take turns, so that other work on the machine slows both: of the rounds, medians "
                    + "and extremes are told. Pictures are drawn; the history is a file that is deleted afterwards."})
final class BenchCommand implements Runnable {

    @Option(names = "--only", paramLabel = "NAME", split = ",", converter = Name.class,
            description = "Of throughput, latency, tail, bfloat16, photograph, start and memory, with commas "
                    + "(default: all).")
    private Set<Benchmark> only = EnumSet.allOf(Benchmark.class);

    @Option(names = "--rounds", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int rounds = 5;

    @Option(names = "--seconds", paramLabel = "S",
            description = "For each measurement in a round (default: ${DEFAULT-VALUE}).")
    private double seconds = 3;

    @Option(names = "--minutes", paramLabel = "M",
            description = "To watch memory (default: ${DEFAULT-VALUE}; the goal is for 60).")
    private double minutes = 1;

    @Option(names = "--model", paramLabel = "DIR",
            description = "A model that was made by nevus train (default: the one that comes with Nevus).")
    private Optional<Path> model = Optional.empty();

    @Option(names = "--agreement", paramLabel = "DIR-or-ZIP",
            description = "Measures nothing, but compares the verdicts of bfloat16 and float32 on these pictures.")
    private Optional<Path> agreement = Optional.empty();

    @Option(names = "--every", paramLabel = "N",
            description = "Of the pictures for --agreement, takes every N-th (default: ${DEFAULT-VALUE}).")
    private int every = 1;

    @Option(names = "--precision", paramLabel = "KIND",
            description = "In which server and bare loop compute, float32 or auto (default: float32).")
    private Precision precision = Precision.FLOAT32;

    @Override
    public void run() {
        Path directory = model.orElseGet(Home::shippedModel);
        if (agreement.isPresent()) {
            System.out.println(Agreement.of(directory, agreement.get(), every));
        } else {
            measure(directory);
        }
    }

    private void measure(Path directory) {
        System.setProperty("java.awt.headless", "true"); // pictures are drawn, but not shown
        var settings = new BenchSettings(server(directory), directory, precision, Home.target(), only, rounds,
                Duration.ofNanos((long) (seconds * 1e9)), Duration.ofNanos((long) (minutes * 60e9)));
        System.out.print(new Bench(settings, System.err).run());
    }

    /** As this one was started. */
    private List<String> server(Path model) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "serve",
                "--model", model.toString(), "--precision", precision.title()));
        return command;
    }

    private static final class Name implements ITypeConverter<Benchmark> {

        @Override
        public Benchmark convert(String name) {
            try {
                return Benchmark.of(name);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
