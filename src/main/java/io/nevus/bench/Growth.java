package io.nevus.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Whether a server under load takes more memory as time goes by. */
final class Growth {
    /** Of memory; the first tenth of them is for warming up, and the next is compared with the last. */
    private static final int READINGS = 200;
    private static final int TENTH = READINGS / 10;

    private final ServerProcess server;
    private final Rounds rounds;
    private final Duration time;

    Growth(ServerProcess server, Rounds rounds, Duration time) {
        this.server = server;
        this.rounds = rounds;
        this.time = time;
    }

    /** Only Linux tells. */
    static boolean canBeMeasured() {
        return Files.exists(Path.of("/proc/self/status"));
    }

    double[] measure() throws IOException {
        Schedule schedule = Schedule.even(rounds.rate(), time);
        try (var thread = Executors.newSingleThreadExecutor()) {
            Future<Load> load = thread.submit(() -> rounds.open(schedule));
            List<Double> memory = watch();
            double before = Sample.of(memory.subList(TENTH, 2 * TENTH)).median();
            double after = Sample.of(memory.subList(READINGS - TENTH, READINGS)).median();
            return new double[] {100 * (after / before - 1), before, after, time.toSeconds() / 60.0,
                load.get().failures()};
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted");
        }
    }

    private List<Double> watch() throws IOException {
        List<Double> memory = new ArrayList<>();
        for (int reading = 0; reading < READINGS; reading++) {
            ServerProcess.sleep(time.dividedBy(READINGS));
            memory.add(server.memory());
        }
        return memory;
    }
}
