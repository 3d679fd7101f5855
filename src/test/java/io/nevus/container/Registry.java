package io.nevus.container;

import io.nevus.SystemTests;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Debian's container registry, which can be stopped and started again. */
final class Registry implements AutoCloseable {

    private static final String SETTINGS = """
            version: 0.1
            log: {level: error}
            storage: {filesystem: {rootdirectory: %s}}
            http: {addr: ":%d"}
            """;

    private final Path program;
    private final Path settings;
    private final int port;
    private Process process;

    Registry(Path folder) throws IOException, InterruptedException {
        program = SystemTests.require("docker-registry", "docker-registry");
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        settings = Files.writeString(folder.resolve("registry.yml"),
                SETTINGS.formatted(folder.resolve("registry"), port));
        start();
    }

    int port() {
        return port;
    }

    void start() throws IOException, InterruptedException {
        process = new ProcessBuilder(program.toString(), "serve", settings.toString())
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        while (!listens()) {
            if (!process.isAlive()) {
                throw new IllegalStateException("docker-registry ended with status " + process.exitValue());
            }
            Thread.sleep(20);
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket("localhost", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    void stop() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }
}
