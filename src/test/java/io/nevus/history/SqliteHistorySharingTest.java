package io.nevus.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.triage.Prediction;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole processes on one history file: killed hard, and several at once. */
@Timeout(120)
class SqliteHistorySharingTest {

    @TempDir
    private Path folder;

    @Test
    void whatWasAcknowledgedOutlivesKillMinus9() throws Exception {
        Path file = folder.resolve("killed.db");
        List<UUID> acknowledged = new ArrayList<>();
        for (int round = 1; round <= 4; round++) {
            Process keeper = keeper(file);
            try (BufferedReader ids = keeper.inputReader()) {
                for (int i = 0; i < 500 * round; i++) {
                    acknowledged.add(UUID.fromString(ids.readLine()));
                }
                keeper.toHandle().destroyForcibly();
                ids.lines().filter(line -> line.length() == 36).map(UUID::fromString).forEach(acknowledged::add);
            }
            assertEquals(128 + 9, keeper.waitFor());
            assertAllThere(acknowledged, file);
        }
    }

    @Test
    void severalNevusesMayStartTogetherOnANewFileAndShareIt() throws Exception {
        Path file = folder.resolve("shared.db");
        List<Process> keepers = List.of(keeper(file), keeper(file), keeper(file));
        List<UUID> acknowledged = new ArrayList<>();
        for (Process keeper : keepers) {
            BufferedReader ids = keeper.inputReader();
            for (int i = 0; i < 500; i++) {
                acknowledged.add(UUID.fromString(ids.readLine()));
            }
        }
        for (Process keeper : keepers) {
            keeper.toHandle().destroyForcibly();
            assertTrue(keeper.waitFor(10, TimeUnit.SECONDS));
        }
        assertAllThere(acknowledged, file);
    }

    private static void assertAllThere(List<UUID> acknowledged, Path file) {
        try (SqliteHistory history = SqliteHistory.open(file)) {
            List<UUID> listed = history.list(Integer.MAX_VALUE, Optional.empty()).stream().map(Prediction::id).toList();
            Set<UUID> once = new HashSet<>(listed);
            assertEquals(once.size(), listed.size(), "none twice");
            assertEquals(List.of(), acknowledged.stream().filter(id -> !once.contains(id)).toList(), "none lost");
        }
    }

    private static Process keeper(Path file) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                Keeper.class.getName(), file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** Keeps predictions in eight threads until it is killed, and prints the id of each one acknowledged. */
    static final class Keeper {

        private Keeper() {
        }

        public static void main(String[] args) {
            SqliteHistory history = SqliteHistory.open(Path.of(args[0]));
            for (int i = 0; i < 8; i++) {
                Thread.ofPlatform().start(() -> {
                    while (true) {
                        Prediction prediction = Predictions.any();
                        keep(history, prediction);
                        System.out.println(prediction.id());
                    }
                });
            }
        }

        /** Tries again as a patient client does: the others never pause, and SQLite's lock is not fair. */
        private static void keep(SqliteHistory history, Prediction prediction) {
            while (true) {
                try {
                    history.keep(prediction);
                    return;
                } catch (HistoryUnavailable e) {
                    System.err.println(e.getMessage());
                }
            }
        }
    }
}
