package io.nevus.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Images of 2 MB that stand for Nevus where only its ways to start and end matter: a busybox that serves files. */
final class StubImages {

    private static final String SERVE = """
            #!/bin/sh
            cp -r /www /tmp/www
            mkdir -p /tmp/www/observe/health
            echo UP >/tmp/www/observe/health/live
            [ "$VERSION" = unready ] || echo UP >/tmp/www/observe/health/ready
            echo "$VERSION$SUFFIX" >/tmp/www/version
            httpd -f -p "$PORT" -h /tmp/www &
            server=$!
            trap 'kill $server; exit 0' TERM
            wait $server
            """;
    private static final String SLOW = """
            #!/bin/sh
            sleep 1
            echo 'Content-Type: text/plain'
            echo
            echo slow
            """;

    private final Podman podman;
    private final Path tar;
    private final String repository;

    /**
     * @param busybox    a static one
     * @param repository where the images are pushed to
     */
    StubImages(Podman podman, Path busybox, Path folder, String repository) throws IOException {
        this.podman = podman;
        this.repository = repository;
        Path root = folder.resolve("root");
        for (String directory : List.of("bin", "www/cgi-bin", "tmp", "data")) {
            Files.createDirectories(root.resolve(directory));
        }
        Files.copy(busybox, root.resolve("bin/busybox"));
        for (String applet : List.of("sh", "sleep", "httpd", "mkdir", "cp", "rm", "false")) {
            Files.createSymbolicLink(root.resolve("bin").resolve(applet), Path.of("busybox"));
        }
        script(root.resolve("serve"), SERVE);
        script(root.resolve("www/cgi-bin/slow"), SLOW);
        tar = folder.resolve("root.tar");
        Programs.output(Map.of(), List.of("tar", "-cf", tar.toString(), "-C", root.toString(), "."));
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " could not be made executable");
        }
    }

    /** Serves its version; the version `unready` never becomes ready. */
    String push(String version) {
        return push(version, "/serve");
    }

    /** Ends at once, with an error. */
    String pushBroken() {
        return push("broken", "/bin/false");
    }

    private String push(String version, String program) {
        String image = repository + ":" + version;
        podman.run("import", "--quiet", "--change", "ENTRYPOINT [\"" + program + "\"]",
                "--change", "ENV VERSION=" + version, tar.toString(), image);
        podman.run("push", "--quiet", image);
        podman.run("rmi", "--force", image);
        return image;
    }
}
