package io.nevus;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A clone with the real launcher, on a machine whose JDKs and Maven only say how they were called. */
final class FakeMachine {

    /** All that the launcher may need: the PATH has no other java or mvn than the test's. */
    private static final List<String> TOOLS = List.of("cat", "dirname", "env", "find", "grep", "head", "ln", "mkdir",
            "mv", "readlink", "rm", "sed", "sleep", "tail", "touch");
    private static final String JAVA = """
            echo "java: $0"; pwd; for argument; do echo "[$argument]"; done; echo "TF=$TF_CPP_MIN_LOG_LEVEL"; exit 7""";
    private static final String MAVEN = """
            if [ "$1" = -v ]; then echo "Apache Maven ${FAKE_MAVEN:-3.8.7} (build)"; exit; fi
            echo "[INFO] --- compiler:3.14.0:compile (default-compile) @ nevus ---"
            echo "$JAVA_HOME" >> "$(dirname "$0")/builds"
            if [ -n "$FAKE_FAILURE" ]; then echo "[ERROR] $FAKE_FAILURE"; exit 1; fi
            sleep "${FAKE_SECONDS:-0}"
            mkdir -p "$(dirname "$3")/target"; echo built > "$(dirname "$3")/target/nevus.jar" """;

    private final Path root;
    private final Map<String, String> environment = new HashMap<>();

    record Run(int status, String out, String err) {
    }

    FakeMachine(Path root) throws IOException {
        this.root = root;
        write(repository().resolve("pom.xml"), "<project/>");
        write(repository().resolve("src/main/java/Main.java"), "");
        Files.copy(Path.of("nevus"), repository().resolve("nevus"), StandardCopyOption.COPY_ATTRIBUTES);
        script(mavens().resolve("mvn"), MAVEN);
        for (String tool : TOOLS) {
            script(tools().resolve(tool), "exec '%s' \"$@\"".formatted(SystemTests.require(tool, "coreutils")));
        }
        environment.put("PATH", mavens() + ":" + tools());
        environment.put("HOME", root.resolve("home").toString());
        environment.put("NEVUS_SYSTEM_ROOT", root.resolve("system").toString());
    }

    Path root() {
        return root;
    }

    Path repository() {
        return root.resolve("a clone");
    }

    Path mavens() {
        return root.resolve("maven bin");
    }

    Path tools() {
        return root.resolve("tools");
    }

    Map<String, String> environment() {
        return environment;
    }

    Path jdk(String home, String version) throws IOException {
        Path jdk = root.resolve(home);
        write(jdk.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
        script(jdk.resolve("bin/java"), JAVA);
        script(jdk.resolve("bin/javac"), "exit 1");
        return jdk;
    }

    /** By mvn, not by the launcher. */
    void builtByHand() throws IOException {
        write(repository().resolve("target/nevus.jar"), "");
    }

    void built() throws IOException {
        builtByHand();
        write(repository().resolve("target/nevus.aot"), "");
    }

    /** The JAVA_HOME of each build so far. */
    List<String> builds() throws IOException {
        return Files.readAllLines(mavens().resolve("builds"));
    }

    /** Makes everything an hour old, so that what is touched next is newer on every file system. */
    void age() throws IOException {
        try (Stream<Path> paths = Files.walk(repository())) {
            for (Path path : paths.toList()) {
                Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(3600)));
            }
        }
    }

    void touch(String path) throws IOException {
        Files.setLastModifiedTime(repository().resolve(path), FileTime.from(Instant.now()));
    }

    Run launch(String... arguments) throws IOException, InterruptedException {
        return launchIn(root, Stream.concat(Stream.of(repository() + "/nevus"), Stream.of(arguments))
                .toArray(String[]::new));
    }

    Run launchIn(Path folder, String... command) throws IOException, InterruptedException {
        Process process = start(folder, command);
        CompletableFuture<String> err = CompletableFuture.supplyAsync(
                () -> String.join("\n", process.errorReader().lines().toList()), Thread::startVirtualThread);
        String out = String.join("\n", process.inputReader().lines().toList());
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return new Run(process.exitValue(), out, err.join());
    }

    Process start(Path folder, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    static void script(Path path, String lines) throws IOException {
        write(path, "#!/bin/sh\n" + lines + "\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void write(Path path, String text) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
