package io.nevus.container;

import io.nevus.SystemTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A container runtime with a storage under target, so that no one's images are touched. */
final class Podman {

    /** What a machine without systemd and with modest limits needs; crun does not start there. */
    private static final String SETTINGS = """
            [containers]
            default_ulimits = ["nofile=16384:16384", "nproc=16384:16384"]
            netns = "host"
            log_driver = "k8s-file"
            [engine]
            runtime = "runc"
            cgroup_manager = "cgroupfs"
            events_logger = "file"
            """;

    private final Path home;
    private final String program;
    private final Map<String, String> environment;

    private Podman(Path home, String program, Map<String, String> environment) {
        this.home = home;
        this.program = program;
        this.environment = environment;
    }

    static Podman open() throws IOException {
        return open("all");
    }

    /** With a storage of its own, as a VM has. */
    static Podman ofVm() throws IOException {
        return open(Vm.NAME);
    }

    private static Podman open(String storage) throws IOException {
        SystemTests.require("runc", "runc");
        Path program = SystemTests.require("podman", "podman");
        Path home = Files.createDirectories(Path.of("target/podman", storage).toAbsolutePath());
        Path settings = Files.writeString(home.resolve("containers.conf"), SETTINGS);
        return new Podman(home, program.toString(), Map.of("CONTAINERS_CONF", settings.toString()));
    }

    /** The same, which also talks to a registry without TLS. */
    Podman trusting(String registry) throws IOException {
        Path settings = Files.writeString(home.resolve("registries.conf"), """
                [[registry]]
                location = "%s"
                insecure = true
                """.formatted(registry));
        Map<String, String> more = new HashMap<>(environment);
        more.put("CONTAINERS_REGISTRIES_CONF", settings.toString());
        return new Podman(home, program, more);
    }

    String run(String... arguments) {
        return Programs.output(environment(), command(arguments));
    }

    /** The words of the command. */
    List<String> command(String... arguments) {
        return Stream.concat(Stream.of(program, "--root", home.resolve("storage").toString(),
                "--runroot", home.resolve("run").toString()), Stream.of(arguments)).toList();
    }

    Map<String, String> environment() {
        return environment;
    }

    /** Starts a container in the background, as production does but for what follows. */
    String start(String name, String image, List<String> options) {
        List<String> arguments = new ArrayList<>(List.of("run", "--detach", "--pull=never", "--replace",
                "--name", name, "--network", "host", "--read-only"));
        arguments.addAll(options);
        arguments.add(image);
        return run(arguments.toArray(String[]::new));
    }

    /** The option that bounds the memory; a machine may lack the control group for it. */
    static List<String> memory(String limit) throws IOException {
        Path controllers = Path.of("/sys/fs/cgroup/cgroup.controllers");
        boolean bounded = Files.exists(Path.of("/sys/fs/cgroup/memory"))
                || Files.exists(controllers) && Files.readString(controllers).contains("memory");
        return bounded ? List.of("--memory", limit) : List.of();
    }

    /** With its volumes. */
    void remove(String name) {
        Programs.run(environment(), command("rm", "--force", "--volumes", name));
    }
}
