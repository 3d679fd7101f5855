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

    private final Process process;

    /**
     * @param folder where it keeps what it writes
     * @param http   what its settings say of http
     */
    public Nginx(Path folder, String http) throws IOException {
        Path program = SystemTests.require("nginx", "nginx-light");
        Path settings = Files.writeString(folder.resolve("nginx.conf"), SETTINGS.formatted(http));
        process = new ProcessBuilder(program.toString(), "-p", folder.toString(), "-c", settings.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("nginx.log").toFile()).start();
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
