package io.nevus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process, in its tiniest form: no figure is looked at, as they tell nothing then. */
@Timeout(300)
class BenchCommandTest {
    private static final String NUMBERS = " \\| -?[0-9.]+ \\| -?[0-9.]+ to -?[0-9.]+ \\| [0-9.]+ \\| [0-9.]+ "
            + "\\| (goal|floor|no) \\| .+ \\|";
    /** Processors without these numbers. */
    private static final String NONE = "| \\| - \\| - \\| 1.40 \\| 1.70 \\| - \\| this CPU has none.+";

    @TempDir
    private Path directory;

    private Process bench(String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-Dnevus.home=" + directory,
                "-cp", System.getProperty("java.class.path"), Main.class.getName(), "bench"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(directory.resolve("err").toFile()).start();
    }

    private String out(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes());
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), Files.readString(directory.resolve("err")));
        return out;
    }

    @Test
    void printsARowForEachFigureAndLeavesNothingBehind() throws Exception {
        String table = out(bench("--model", "model", "--rounds", "1", "--seconds", "0.3", "--minutes", "0.05"));
        List<String> lines = table.lines().toList();
        assertTrue(lines.getFirst().startsWith("| figure | measured | rounds | floor | goal | met |"), table);
        for (String figure : List.of("/predict at 8 connections", "p50 at one connection", "p99 / p50",
                "bfloat16 / float32", "photograph", "start of the process", "growth of memory")) {
            assertTrue(lines.stream().anyMatch(line -> line.startsWith("| " + figure)
                    && line.substring(line.indexOf(" |", 2)).matches(NUMBERS + NONE)), figure + " in\n" + table);
        }
        try (var left = Files.list(directory.resolve("target"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void measuresOnlyWhatItIsAskedFor() throws Exception {
        String table = out(bench("--model", "model", "--rounds", "1", "--seconds", "0.1", "--only", "latency,start"));
        assertEquals(4, table.lines().count(), table);
    }

    @Test
    void saysInALineWhyNothingCanBeMeasured() throws Exception {
        Process process = bench("--model", "no-such-model");
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(2, process.exitValue());
        List<String> err = Files.readAllLines(directory.resolve("err"));
        assertTrue(err.getLast().startsWith("nevus: "), err.toString());
    }
}
