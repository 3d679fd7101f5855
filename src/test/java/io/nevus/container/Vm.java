package io.nevus.container;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;
import org.yaml.snakeyaml.Yaml;

/** A network namespace with the firewall of Container-Optimized OS, in which our cloud-init's unit runs. */
final class Vm implements AutoCloseable {

    /** The host's and the VM's; a range that is meant for tests. */
    static final String HOST = "198.18.77.1";
    private static final String GUEST = "198.18.77.2";
    static final String NAME = "nevus-vm";
    private static final List<String> NETWORK = List.of(
            "ip netns add " + NAME,
            "ip link add nevus-host type veth peer name nevus-guest netns " + NAME,
            "ip addr add " + HOST + "/30 dev nevus-host",
            "ip link set nevus-host up",
            "ip -n " + NAME + " addr add " + GUEST + "/30 dev nevus-guest",
            "ip -n " + NAME + " link set nevus-guest up",
            "ip -n " + NAME + " link set lo up");
    private static final List<String> FIREWALL = List.of(
            "iptables -w -F", "iptables -w -t nat -F", "iptables -w -t nat -X", "iptables -w -P INPUT DROP",
            "iptables -w -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT",
            "iptables -w -A INPUT -i lo -j ACCEPT");

    private final Podman podman;
    private final Path home;
    private final Map<String, String> environment;
    private final List<String> commands;
    private Process launcher;

    Vm(Podman podman, FakeMetadata metadata, Path folder, Map<String, String> settings) throws IOException {
        this.podman = podman;
        home = folder.resolve("nevus");
        commands = commands();
        environment = Stream.of(podman.environment(), Map.of(
                "NEVUS_HOME", home.toString(),
                "METADATA_URL", metadata.at(HOST).toString(),
                "DOCKER", String.join(" ", podman.command()),
                "DOCKER_CREDENTIAL_GCR", "echo docker-credential-gcr",
                "SYSTEMCTL", "echo systemctl",
                "LOG_OPTIONS", "--log-driver k8s-file --log-opt max-size=10m",
                "READY_SECONDS", "10", "WATCH_SECONDS", "2", "DRAIN_SECONDS", "10"), settings)
                .flatMap(map -> map.entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (_, last) -> last));
    }

    /** What the unit in cloud-init.yaml would run. */
    private static List<String> commands() throws IOException {
        Map<String, List<Map<String, String>>> init =
                new Yaml().load(Files.readString(Path.of("cos-startup/cloud-init.yaml")));
        String unit = init.get("write_files").getFirst().get("content").replace("\\\n", " ");
        return Pattern.compile("^ExecStart(?:Pre)?=-?(.*)$", Pattern.MULTILINE).matcher(unit).results()
                .map(line -> line.group(1)).toList();
    }

    static void createNetwork() {
        deleteNetwork();
        for (String command : NETWORK) {
            Programs.Outcome outcome = Programs.run(Map.of(), List.of(command.split(" ")));
            if (outcome.status() != 0) {
                deleteNetwork();
                throw new TestAbortedException("needs root and network namespaces: " + outcome.output());
            }
        }
    }

    static void deleteNetwork() {
        Programs.run(Map.of(), List.of("ip", "netns", "del", NAME));
        Programs.run(Map.of(), List.of("ip", "link", "del", "nevus-host"));
    }

    /** With an empty firewall, as after each start of a machine. */
    void boot() throws IOException {
        FIREWALL.forEach(command -> Programs.output(Map.of(), inside(command)));
        startLauncher();
    }

    void startLauncher() throws IOException {
        commands.subList(0, commands.size() - 1)
                .forEach(command -> Programs.run(environment, inside(command)));
        ProcessBuilder builder = new ProcessBuilder(inside("exec " + commands.getLast())).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().putAll(environment);
        launcher = builder.start();
    }

    private static List<String> inside(String command) {
        return List.of("nsenter", "--net=/run/netns/" + NAME, "bash", "-c", command);
    }

    /** And what it waits for; the containers go on. */
    void stopLauncher() throws InterruptedException {
        List<ProcessHandle> family = new ArrayList<>(launcher.descendants().toList());
        launcher.destroyForcibly().waitFor();
        family.forEach(ProcessHandle::destroyForcibly);
    }

    /** Power off and on; unlike Docker, podman does not start what ran before. */
    void reboot() throws IOException, InterruptedException {
        stopLauncher();
        Programs.run(podman.environment(), podman.command("kill", "--all"));
        boot();
    }

    URI address() {
        return address(8080);
    }

    URI address(int port) {
        return URI.create("http://%s:%d".formatted(GUEST, port));
    }

    Path log() {
        return home.resolveSibling("launcher.log");
    }

    @Override
    public void close() throws InterruptedException {
        stopLauncher();
        podman.remove("nevus-blue");
        podman.remove("nevus-green");
    }
}
