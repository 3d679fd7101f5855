package io.nevus.bench;

import io.nevus.model.Precision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What to measure, and for how long.
 *
 * @param server    the command that starts the server, to which place and history are added
 * @param model     the directory of the model that the server serves
 * @param precision in which the server computes, and so the bare loop
 * @param work      where the history is kept meanwhile, which should be on a real disk
 * @param rounds    in which server and bare loop take turns, so that other work on the machine slows both
 * @param each      time of one measurement in a round
 * @param memory    time over which memory is watched
 */
public record BenchSettings(List<String> server, Path model, Precision precision, Path work,
                            Set<Benchmark> benchmarks, int rounds, Duration each, Duration memory) {

    /** @throws IllegalArgumentException when there is no time to measure anything */
    public BenchSettings {
        server = List.copyOf(server);
        benchmarks = Set.copyOf(benchmarks);
        if (rounds < 1 || !each.isPositive() || !memory.isPositive()) {
            throw new IllegalArgumentException("Rounds, seconds and minutes must be more than 0");
        }
    }
}
