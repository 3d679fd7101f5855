package io.nevus.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** All that clients do, good and bad, for two hours: nothing fails, nothing is lost, nothing grows. */
@Timeout(10_000)
@Isolated
class SoakIT {
    private static final Duration TIME = Duration.ofSeconds(Scale.of(16, 7_200));
    private static final double LOAD = 0.7;
    private static final double MOST_GROWTH = 0.05;

    @TempDir
    private Path folder;

    @Test
    void changesNothing() throws Exception {
        var figures = new Figures(SoakIT.class);
        // so that the last slow client is soon gone
        Path settings = Files.writeString(folder.resolve("nevus.yaml"), "upload:\n  stall-seconds: 2\n");
        try (var server = new ServerProcess(folder.resolve("history.db"), "--config", settings.toString())) {
            var traffic = new MixedTraffic(server.port());
            double capacity = traffic.capacity(Duration.ofSeconds(3));
            traffic.run(LOAD * capacity, TIME.dividedBy(4));
            State before = State.of(server);
            traffic.run(LOAD * capacity, TIME.multipliedBy(3).dividedBy(4));
            State after = State.of(server);
            long records = traffic.records();
            figures.add("%d s at %.0f uploads/s, %.1f of capacity: answers %s", TIME.toSeconds(), LOAD * capacity, LOAD,
                    traffic.answers());
            figures.add("records %d = acknowledged %d - deleted %d", records, traffic.acknowledged(),
                    traffic.deleted());
            figures.add("before %s, after %s, growth %.1f %%", before, after, 100 * after.growth(before));
            figures.print();
            assertEquals(0, traffic.unexpected(), traffic.answers().toString());
            assertEquals(traffic.acknowledged() - traffic.deleted(), records);
            assertTrue(after.threads <= before.threads + 4, after + ", before " + before);
            assertTrue(after.files <= before.files + 8, after + ", before " + before);
            if (Scale.of(0, 1) == 1) {
                assertTrue(after.growth(before) < MOST_GROWTH, after + ", before " + before);
            }
        }
    }

    /** When all clients are gone. */
    private record State(long memory, long threads, long files) {

        static State of(ServerProcess server) throws Exception {
            Thread.sleep(2_000);
            return new State(server.memory(), server.threads(), server.files());
        }

        double growth(State before) {
            return memory / (double) before.memory - 1;
        }

        @Override
        public String toString() {
            return "%d MB, %d threads, %d files".formatted(memory / 1_000_000, threads, files);
        }
    }
}
