package io.nevus.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, which ends with this one. */
final class ServerProcess implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final String LISTENING = "Nevus is listening on http://localhost:";

    private final Process process;
    private final int port;
    private final Duration startTime;

    /**
     * Returns when it is ready to judge pictures.
     *
     * @param command that starts it, but for the place to listen at and the history
     * @param folder  for its history and its log
     */
    ServerProcess(List<String> command, Path folder) throws IOException {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of("--port", "0", "--host", "127.0.0.1"));
        whole.addAll(List.of("--history", folder.resolve("history.db").toString()));
        Path log = folder.resolve("server.log");
        ProcessBuilder builder = new ProcessBuilder(whole).redirectError(Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(ServerProcess::isSetting);
        long start = System.nanoTime();
        process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        port = port(process.inputReader(), log);
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() - start > LONGEST_START.toNanos()) {
                throw new BenchException("The server does not get ready: " + lastLine(log));
            }
            sleep(Duration.ofMillis(1));
        }
        startTime = Duration.ofNanos(System.nanoTime() - start);
    }

    /** What is measured is the server as it comes. */
    private static boolean isSetting(String variable) {
        return variable.startsWith("NEVUS_")
                || List.of("PORT", "HOST", "MODEL_URL", "FIRESTORE_EMULATOR_HOST", "STORAGE_EMULATOR_HOST")
                        .contains(variable);
    }

    private static int port(BufferedReader out, Path log) throws IOException {
        String line = out.readLine();
        while (line != null && !line.startsWith(LISTENING)) {
            line = out.readLine();
        }
        if (line == null) {
            throw new BenchException("The server does not start: " + lastLine(log));
        }
        return Integer.parseInt(line.substring(LISTENING.length()));
    }

    private static String lastLine(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.isEmpty() ? "it logged nothing" : lines.getLast();
    }

    private boolean isReady() throws IOException {
        var health = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/observe/health/ready").toURL()
                .openConnection();
        try {
            return health.getResponseCode() < 300;
        } finally {
            health.disconnect();
        }
    }

    static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted");
        }
    }

    int port() {
        return port;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    Duration startTime() {
        return startTime;
    }

    /** Megabytes in use, the JVM's and TensorFlow's, as Linux counts them. */
    double memory() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst().orElseThrow(() -> new BenchException("The server has ended"));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
