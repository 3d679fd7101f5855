package io.nevus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.FakeMachine.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How the launcher finds a JDK and becomes java. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class LauncherTest {

    private FakeMachine machine;

    @BeforeEach
    void layOut(@TempDir Path root) throws IOException {
        machine = new FakeMachine(root);
    }

    @Test
    void becomesJavaWithTheCallersFolderArgumentsAndExitStatus() throws Exception {
        Path jdk = machine.jdk("system/usr/lib/jvm/jdk 25", "25.0.3");
        machine.built();
        machine.environment().put("NEVUS_JAVA_OPTS", "-Xmx1g -Dpattern=*");
        Path elsewhere = Files.createDirectories(machine.root().resolve("else where"));
        Run run = machine.launchIn(elsewhere, "../a clone/nevus",
                "classify", "a picture.jpg", "--model", "../m", "", "*");
        assertEquals(Stream.of("java: " + jdk.resolve("bin/java"), elsewhere.toRealPath(),
                "[--enable-native-access=ALL-UNNAMED]", "[--sun-misc-unsafe-memory-access=allow]",
                "[-Xlog:aot*=off,cds*=off]",
                "[-XX:AOTCache=" + machine.repository().toRealPath().resolve("target/nevus.aot") + "]", "[-Xmx1g]",
                "[-Dpattern=*]", "[-Dnevus.home=" + machine.repository().toRealPath() + "]", "[-jar]",
                "[" + machine.repository().toRealPath().resolve("target/nevus.jar") + "]", "[classify]",
                "[a picture.jpg]", "[--model]", "[../m]", "[]", "[*]", "TF=2").map(Object::toString).toList(),
                run.out().lines().toList());
        assertEquals(7, run.status());
        assertEquals("", run.err());
    }

    @Test
    void aSignalReachesJava() throws Exception {
        Path jdk = machine.jdk("system/opt/jdk", "25");
        FakeMachine.script(jdk.resolve("bin/java"),
                "trap 'echo stopping; exit 3' TERM; echo started; while :; do sleep 0.1; done");
        machine.built();
        Process process = machine.start(machine.root(), machine.repository() + "/nevus", "serve");
        assertEquals("started", process.inputReader().readLine());
        process.toHandle().destroy();
        assertEquals("stopping", process.inputReader().readLine());
        assertEquals(3, process.waitFor());
    }

    @Test
    void worksThroughAChainOfSymbolicLinks() throws Exception {
        machine.jdk("system/opt/jdk", "25");
        machine.built();
        Path links = Files.createDirectories(machine.root().resolve("my bin"));
        Files.createSymbolicLink(links.resolve("first"), Path.of("../a clone/nevus"));
        Files.createSymbolicLink(links.resolve("nevus"), links.resolve("first"));
        machine.environment().put("PATH", links + ":" + machine.tools());
        assertTrue(machine.launchIn(machine.root(), "/usr/bin/env", "nevus").out()
                .contains("[-Dnevus.home=" + machine.repository().toRealPath() + "]"));
    }

    @Test
    void findsAJdkWhereverTheyLive() throws Exception {
        machine.built();
        for (String place : List.of("system/usr/lib/jvm/x", "system/usr/java/x", "system/opt/x", "system/opt/java/x",
                "home/.sdkman/candidates/java/25-tem", "home/.jdks/x", "home/.asdf/installs/java/x",
                "home/.jenv/versions/x", "home/.local/share/mise/installs/java/x",
                "system/Library/Java/JavaVirtualMachines/x/Contents/Home",
                "home/Library/Java/JavaVirtualMachines/x/Contents/Home",
                "system/opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home",
                "system/home/linuxbrew/.linuxbrew/opt/openjdk/libexec")) {
            Path jdk = machine.jdk(place, "26-ea");
            assertTrue(machine.launch().out().startsWith("java: " + jdk), place);
            Files.delete(jdk.resolve("release"));
        }
    }

    @Test
    void prefersJavaHomeThenThePathButNoOldOne() throws Exception {
        machine.built();
        machine.jdk("system/usr/lib/jvm/default", "25");
        Path onPath = machine.jdk("elsewhere/jdk", "25.0.1");
        Path javaHome = machine.jdk("preferred", "26");
        Path bin = Files.createDirectories(machine.root().resolve("bin"));
        Files.createSymbolicLink(bin.resolve("java"), onPath.resolve("bin/java"));
        machine.environment().put("PATH", bin + ":" + machine.tools());
        machine.environment().put("JAVA_HOME", javaHome.toString());
        assertTrue(machine.launch().out().startsWith("java: " + javaHome));
        machine.environment().put("JAVA_HOME", machine.jdk("old", "1.8.0_292").toString());
        assertTrue(machine.launch().out().startsWith("java: " + onPath));
    }

    @Test
    void saysWhatToInstallWhenThereIsNoJdk() throws Exception {
        machine.built();
        Path old = machine.jdk("system/usr/lib/jvm/java-17", "17.0.15");
        Run run = machine.launch("serve");
        assertEquals(1, run.status());
        assertTrue(run.err().contains("no JDK 25 or newer was found"), run.err());
        assertTrue(run.err().contains(old + " (Java 17)"), run.err());
        assertTrue(run.err().contains("https://adoptium.net/"), run.err());
    }
}
