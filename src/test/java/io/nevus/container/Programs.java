package io.nevus.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs programs of the system to their end. */
public final class Programs {

    private static final int MINUTES = 10;

    private Programs() {
    }

    /** What a program wrote, and the status that it ended with. */
    public record Outcome(int status, String output) {
    }

    /** What it wrote, when it succeeds. */
    static String output(Map<String, String> environment, List<String> command) {
        Outcome outcome = run(environment, command);
        if (outcome.status() != 0) {
            throw new AssertionError("%s ended with status %d%n%s".formatted(command, outcome.status(),
                    outcome.output()));
        }
        return outcome.output();
    }

    /** Waits for the end, ten minutes at the most. */
    public static Outcome run(Map<String, String> environment, List<String> command) {
        try {
            Path output = Files.createTempFile("program", ".log");
            try {
                // A file, as a daemon that the program leaves behind would hold a pipe open; and nobody answers questions
                ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                        .redirectOutput(output.toFile()).redirectInput(Path.of("/dev/null").toFile());
                builder.environment().putAll(environment);
                return new Outcome(status(builder.start(), command),
                        Files.readString(output, StandardCharsets.UTF_8).strip());
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int status(Process process, List<String> command) {
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException(new TimeoutException(command + " did not end"));
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
