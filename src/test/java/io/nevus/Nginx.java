package io.nevus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Debian's nginx as a reverse proxy of this machine. */
public final class Nginx implements AutoCloseable {

    private static final String SETTINGS = """
            user root;
            daemon off;
            pid nginx.pid;
            error_log stderr;
            events { }
            http {
                access_log off;
                client_max_body_size 50m;
                %s
            }
            """;

    private static final int PATIENCE_SECONDS = 30;

    private final Process process;

    /**
     * Returns when it listens.
     *
     * @param folder where it keeps what it writes
     * @param http   what its settings say of http
     */
    public Nginx(Path folder, String http) throws IOException, InterruptedException {
        Path program = SystemTests.require("nginx", "nginx-light");
        Path settings = Files.writeString(folder.resolve("nginx.conf"), SETTINGS.formatted(http));
        process = new ProcessBuilder(program.toString(), "-p", folder.toString(), "-c", settings.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("nginx.log").toFile()).start();
        awaitPorts(folder.resolve("nginx.pid"), folder.resolve("nginx.log"));
    }

    /** It opens its ports before it writes its process id. */
    private void awaitPorts(Path pid, Path log) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.exists(pid)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                close();
                throw new IOException("nginx does not start: " + Files.readString(log));
            }
            Thread.sleep(10);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
