package io.nevus.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.history.SqliteHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The server is killed wherever it is: what it acknowledged is there when it has started again. */
@Timeout(value = 2, unit = TimeUnit.HOURS)
@Isolated
class KilledServerIT {

    private static final int BURSTS = Scale.of(3, 50);
    private static final int PREDICTIONS = Scale.of(250, 1_000);
    private static final int NEW_FILES = Scale.of(4, 50);
    /** Of work, where other programs may be at work as well: 5 s are promised on two idle processors. */
    private static final Duration START = Duration.ofSeconds(10);

    @TempDir
    private Path folder;
    private final Random random = new Random(9);
    private final Figures figures = new Figures(KilledServerIT.class);
    private final Set<String> acknowledged = new HashSet<>();
    private final List<Duration> starts = new ArrayList<>();
    private final List<Duration> startWork = new ArrayList<>();

    /** Of bursts every third by SIGTERM first; and once more in the middle of each start, with the log of the last. */
    @Test
    void whatWasAcknowledgedIsThereAndNoneTwice() throws Exception {
        Path history = folder.resolve("history.db");
        for (int burst = 0; burst < BURSTS; burst++) {
            try (var server = new ServerProcess(history)) {
                assertHistoryOf(server, burst);
                killInBurst(server, burst % 3 == 2);
            }
            killAtStart(history, 40);
        }
        try (var server = new ServerProcess(history)) {
            assertHistoryOf(server, BURSTS);
        }
        figures.add("%,d acknowledged predictions in %d killed bursts: 0 lost, 0 twice", acknowledged.size(), BURSTS);
        figures.add("start after a kill: median %d ms, longest %d ms; work of the processors: median %d ms",
                median(starts).toMillis(), Collections.max(starts).toMillis(), median(startWork).toMillis());
        figures.print();
        assertTrue(median(startWork).compareTo(START) < 0, startWork.toString());
    }

    private static Duration median(List<Duration> durations) {
        return durations.stream().sorted().skip(durations.size() / 2).findFirst().orElseThrow();
    }

    private void killInBurst(ServerProcess server, boolean stopFirst) throws Exception {
        try (var burst = new Burst(server, PREDICTIONS + random.nextInt(PREDICTIONS / 4))) {
            burst.awaitEnough();
            if (stopFirst) {
                server.process().destroy();
                Thread.sleep(random.nextInt(500));
            }
            server.kill();
            acknowledged.addAll(burst.acknowledged());
        }
    }

    private void assertHistoryOf(ServerProcess server, int bursts) throws Exception {
        starts.add(server.start());
        startWork.add(server.startWork());
        List<String> listed = history(server);
        Set<String> unique = new HashSet<>(listed);
        assertEquals(unique.size(), listed.size(), "none is there twice");
        assertTrue(unique.containsAll(acknowledged), "none is lost");
        assertTrue(listed.size() <= acknowledged.size() + bursts * Burst.CLIENTS, "nobody asked for the others");
    }

    private static List<String> history(ServerProcess server) throws IOException, InterruptedException {
        try (var caller = new Caller(server)) {
            return caller.history();
        }
    }

    @Test
    void aHistoryThatWasBeingMadeIsMade() throws Exception {
        for (int i = 0; i < NEW_FILES; i++) {
            Path history = folder.resolve("new-" + i).resolve("history.db");
            killAtStart(history, 60);
            try (var made = SqliteHistory.open(history)) {
                assertTrue(made.problem().isEmpty());
            }
        }
    }

    /** @param window the longest that it lives after it has opened the history, in milliseconds */
    private void killAtStart(Path history, int window) throws Exception {
        Process process = ServerProcess.builder(history).redirectErrorStream(true).start();
        try {
            Thread.ofVirtual().start(() -> process.inputReader().lines().forEach(_ -> { }));
            while (process.isAlive() && !hasOpen(process, history)) {
                Thread.sleep(1);
            }
            Thread.sleep(random.nextInt(window));
            assertTrue(process.isAlive(), "it was killed, and did not end of itself");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static boolean hasOpen(Process process, Path file) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return open.anyMatch(link -> pointsTo(link, file));
        }
    }

    private static boolean pointsTo(Path link, Path file) {
        try {
            return Files.readSymbolicLink(link).equals(file);
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }
}
