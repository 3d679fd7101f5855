package io.nevus.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.SystemTests;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a VM does with the images it is told to run: real containers and a real firewall, a metadata server of ours. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Vm.NAME)
class LauncherVmIT {

    private static final int PATIENCE_SECONDS = 90;
    private static final List<String> CLIENTS = List.of("/version", "/version", "/cgi-bin/slow", "/cgi-bin/slow");
    /** As `gcloud compute instances update-container` writes it. */
    private static final String DECLARATION = """
            # DISCLAIMER:
            # This container declaration format is not a public API and may change without
            # notice. Please use gcloud command-line tool or Google Cloud Console to run
            # Containers on Google Compute Engine.

            spec:
              containers:
              - image: '%s'
                name: nevus
                securityContext:
                  privileged: false
                stdin: false
                tty: false
                volumeMounts: []
              restartPolicy: Always
              volumes: []
            """;

    @TempDir
    private static Path shared;
    private static Registry registry;
    private static Podman podman;
    private static String one;
    private static String two;
    private static String three;
    private static String broken;
    private static String unready;

    @TempDir
    private Path folder;
    private FakeMetadata metadata;
    private Vm vm;

    @BeforeAll
    static void pushImages() throws Exception {
        SystemTests.require("iptables", "iptables");
        SystemTests.require("ip", "iproute2");
        Path busybox = SystemTests.require("busybox", "busybox-static");
        Podman plain = Podman.ofVm();
        Vm.createNetwork();
        registry = new Registry(shared);
        String address = Vm.HOST + ":" + registry.port();
        podman = plain.trusting(address);
        var images = new StubImages(podman, busybox, shared, address + "/project/nevus");
        one = images.push("one");
        two = images.push("two");
        three = images.push("three");
        unready = images.push("unready");
        broken = images.pushBroken();
    }

    @AfterAll
    static void tidy() throws Exception {
        Vm.deleteNetwork();
        if (registry != null) {
            registry.close();
        }
    }

    @BeforeEach
    void createVm() throws Exception {
        metadata = new FakeMetadata();
        metadata.set("nevus-launcher", Files.readString(Path.of("cos-startup/nevus-launcher")));
        vm = new Vm(podman, metadata, folder, Map.of());
    }

    @AfterEach
    void removeVm() throws Exception {
        vm.close();
        metadata.close();
        for (String image : images()) {
            podman.run("rmi", "--force", image);
        }
    }

    private static List<String> images() {
        return podman.run("images", "--quiet", "--filter", "reference=*/project/nevus").lines().toList();
    }

    @Test
    void theFirstBootServesTheImage() throws Exception {
        boot("nevus-image", one);
        assertTrue(metadata.reports().contains("running " + one), metadata.reports().toString());
        assertTrue(Files.readString(vm.log()).contains("systemctl mask --now konlet-startup.service"));
        assertThrows(IOException.class, () -> new Socket().connect(
                new InetSocketAddress(vm.address().getHost(), 18081), 1_000), "only the public port is open");
    }

    @Test
    void aRolloutUnderLoadLosesNoRequest() throws Exception {
        boot("nevus-image", one);
        try (var load = new SteadyLoad(vm.address(), CLIENTS)) {
            for (String image : List.of(two, three, one)) {
                metadata.set("nevus-image", image);
                await("ready " + image, image.equals(one) ? 2 : 1);
            }
            assertEquals(List.of(), load.stop());
            assertTrue(load.count() > 50, load.count() + " requests are no load");
            assertEquals(Set.of("one", "two", "three", "slow"), load.answers());
        }
        assertEquals("nevus-green", podman.run("ps", "--all", "--format", "{{.Names}}"), "the others are gone");
        assertEquals(2, images().size(), "this one and the one of before are kept");
    }

    @Test
    void updateContainerIsARollout() throws Exception {
        boot("gce-container-declaration", DECLARATION.formatted(one));
        metadata.set("gce-container-declaration", DECLARATION.formatted(two));
        await("ready " + two);
        vm.reboot();
        await("ready " + two, 2);
        assertEquals("two", version());
        metadata.set("nevus-image", three);
        await("ready " + three);
        metadata.set("gce-container-declaration", DECLARATION.formatted(one));
        await("ready " + one, 2);
        assertEquals("one", version());
    }

    @ParameterizedTest
    @ValueSource(strings = {"broken", "unready"})
    void anImageThatDoesNotWorkIsNotServed(String kind) throws Exception {
        String bad = kind.equals("broken") ? broken : unready;
        boot("nevus-image", one);
        try (var load = new SteadyLoad(vm.address(), CLIENTS)) {
            metadata.set("nevus-image", bad);
            await("failed " + bad + ": it did not become ready; " + one + " keeps running");
            assertEquals(List.of(), load.stop());
            assertFalse(load.answers().contains(kind));
        }
        vm.reboot();
        assertEquals("one", eventually(this::version));
        metadata.set("nevus-image", two);
        await("ready " + two);
        assertEquals("two", version());
    }

    @Test
    void withoutTheRegistryItServesWhatItHas() throws Exception {
        boot("nevus-image", one);
        registry.stop();
        try {
            metadata.set("nevus-image", two);
            await("failed " + two + ": it could not be pulled; " + one + " keeps running");
            vm.reboot();
            assertEquals("one", eventually(this::version));
        } finally {
            registry.start();
        }
        await("ready " + two);
        assertEquals("two", version());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "spec: [", "spec:\n  containers:\n  - image: ''\n", "\u0000\u0001",
            "spec:\n  containers:\n  - image: $(touch /tmp/nevus-hacked)\n", "  - image: --privileged\n"})
    void aMalformedDeclarationChangesNothing(String declaration) throws Exception {
        boot("nevus-image", one);
        metadata.set("gce-container-declaration", declaration);
        metadata.set("nevus-env", "SUFFIX=-again");
        await("ready " + one, 2);
        assertEquals("one-again", version());
        assertEquals(declaration.isEmpty(), metadata.reports().stream().noneMatch(line -> line.contains("failed")));
        assertFalse(Files.exists(Path.of("/tmp/nevus-hacked")));
    }

    @Test
    void theLauncherMayEndAndStartUnderLoad() throws Exception {
        boot("nevus-image", one);
        try (var load = new SteadyLoad(vm.address(), CLIENTS)) {
            vm.stopLauncher();
            metadata.set("nevus-image", two);
            vm.startLauncher();
            await("ready " + two);
            assertEquals(List.of(), load.stop());
        }
    }

    @Test
    void aServerThatHangsIsStartedAnew() throws Exception {
        boot("nevus-image", one);
        podman.run("exec", "nevus-blue", "rm", "/tmp/www/observe/health/live");
        eventually(() -> {
            String log = Files.readString(vm.log());
            assertTrue(log.contains("nevus-blue does not answer and is started anew"), log);
            return log;
        });
        assertEquals("one", eventually(this::version));
    }

    /** For the first time, with the first image. */
    private void boot(String key, String value) throws Exception {
        metadata.set(key, value);
        vm.boot();
        await("ready " + one);
        assertEquals("one", version());
    }

    private String version() throws IOException {
        String answer = SteadyLoad.get(vm.address(), "/version");
        assertTrue(answer.contains(" 200 "), answer);
        return answer.substring(answer.indexOf("\r\n\r\n") + 4).strip();
    }

    private void await(String outcome) throws Exception {
        await(outcome, 1);
    }

    /** Until it was told so many times. */
    private void await(String outcome, int times) throws Exception {
        eventually(() -> {
            long seen = metadata.reports().stream().filter(("rollout " + outcome)::equals).count();
            assertTrue(seen >= times, () -> outcome + " is not in " + metadata.reports() + "\n" + log());
            return seen;
        });
    }

    private String log() {
        try {
            return Files.readString(vm.log());
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static <T> T eventually(Callable<T> attempt) throws Exception {
        long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
        while (true) {
            try {
                return attempt.call();
            } catch (AssertionError | IOException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
            Thread.sleep(100);
        }
    }
}
