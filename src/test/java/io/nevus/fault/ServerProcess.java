package io.nevus.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged server as a process of its own, with the shipped model, and what the kernel tells of it. */
final class ServerProcess implements AutoCloseable {
    /** The heap that the image has in 1 GB of memory, all of it in use, so that other growth is seen. */
    static final List<String> SMALL_HEAP = List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");

    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final Process process;
    private final URI address;
    private final Duration start;
    private final Duration startWork;

    /**
     * Returns when it is ready to judge pictures.
     *
     * @param history the SQLite file
     * @param options of serve, besides port and history
     */
    ServerProcess(Path history, String... options) throws IOException {
        this(builder(history, options));
    }

    /** As the other, in the surroundings that the builder was given. */
    ServerProcess(ProcessBuilder builder) throws IOException {
        long begin = System.nanoTime();
        process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader out = process.inputReader();
        String line = next(out);
        address = URI.create(line.substring(line.indexOf("http")));
        while (!line.startsWith("The model is ready")) {
            line = next(out);
        }
        start = Duration.ofNanos(System.nanoTime() - begin);
        startWork = process.info().totalCpuDuration().orElseThrow();
        Thread.ofVirtual().start(() -> out.lines().forEach(_ -> { }));
    }

    static ServerProcess small(Path history, String... options) throws IOException {
        return new ServerProcess(builder(SMALL_HEAP, history, options));
    }

    static ProcessBuilder builder(Path history, String... options) {
        return builder(List.of(), history, options);
    }

    private static ProcessBuilder builder(List<String> flags, Path history, String... options) {
        List<String> command = new ArrayList<>(List.of(JAVA, "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(flags);
        command.addAll(List.of("-jar", "target/nevus.jar", "serve", "--port", "0", "--history", history.toString()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command);
    }

    private static String next(BufferedReader out) throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the server did not start");
        }
        return line;
    }

    URI address() {
        return address;
    }

    int port() {
        return address.getPort();
    }

    Process process() {
        return process;
    }

    /** From the process's start until it was ready. */
    Duration start() {
        return start;
    }

    /** Of the processors until it was ready, which other programs do not make longer. */
    Duration startWork() {
        return startWork;
    }

    /** As kill -9 does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Bytes of memory in use, the JVM's and TensorFlow's, as the kernel counts them. */
    long memory() throws IOException {
        return status("VmRSS:") * 1024;
    }

    /** The most memory that was in use since this was asked last. */
    long peak() throws IOException {
        long peak = status("VmHWM:") * 1024;
        Files.writeString(proc("clear_refs"), "5");
        return peak;
    }

    /** The processors' time that it took so far, which tells of a request even when the machine is busy with others. */
    Duration work() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    long threads() throws IOException {
        return status("Threads:");
    }

    /** Open files and connections. */
    long files() throws IOException {
        try (Stream<Path> open = Files.list(proc("fd"))) {
            return open.count();
        }
    }

    /** Has the garbage collected, so that what is left is in use. */
    void collectGarbage() throws IOException, InterruptedException {
        new ProcessBuilder(Path.of(JAVA).resolveSibling("jcmd").toString(), Long.toString(process.pid()), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    }

    private long status(String name) throws IOException {
        return Files.readAllLines(proc("status")).stream().filter(line -> line.startsWith(name))
                .map(line -> line.replaceAll("\\D", "")).mapToLong(Long::parseLong).findFirst().orElseThrow();
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    /** As an operator stops it. */
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
