package io.nevus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.FakeMachine.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** When and how the launcher builds. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class LauncherBuildTest {

    private FakeMachine machine;

    @BeforeEach
    void layOut(@TempDir Path root) throws IOException {
        machine = new FakeMachine(root);
    }

    @Test
    void aJreRunsWhatIsBuiltButDoesNotBuild() throws Exception {
        Path jre = machine.jdk("system/opt/jre", "25");
        Files.delete(jre.resolve("bin/javac"));
        Run run = machine.launch();
        assertEquals(1, run.status());
        assertTrue(run.err().contains(jre + " (Java 25 without a compiler"), run.err());
        machine.built();
        assertEquals(7, machine.launch().status());
    }

    @Test
    void buildsWithTheFoundJdkWhenThereIsNoJarOrASourceIsNewerOrGone() throws Exception {
        Path jdk = machine.jdk("system/opt/jdk", "25");
        machine.environment().put("JAVA_HOME", machine.jdk("old", "17").toString());
        Run run = machine.launch();
        assertEquals(7, run.status());
        assertTrue(run.err().contains("  compiler:3.14.0:compile (default-compile)"), run.err());
        assertEquals(List.of(jdk.toString()), machine.builds());
        machine.launch();
        assertEquals(1, machine.builds().size(), "nothing changed");

        machine.age();
        machine.touch("src/main/java/Main.java");
        machine.launch();
        assertEquals(2, machine.builds().size());
        machine.age();
        machine.touch("pom.xml");
        machine.launch();
        assertEquals(3, machine.builds().size());
        machine.age();
        Files.delete(machine.repository().resolve("src/main/java/Main.java"));
        machine.launch();
        assertEquals(4, machine.builds().size());
    }

    @Test
    void rehearsesWhatItHasBuiltAndDoesWithoutWhenThatFails() throws Exception {
        machine.jdk("system/opt/jdk", "25");
        Path target = machine.repository().toRealPath().resolve("target");
        Files.createDirectories(target);
        Files.writeString(target.resolve("nevus.aot"), "of an older build");
        Run run = machine.launch("serve");
        assertEquals(7, run.status());
        assertTrue(run.out().contains("[serve]"), run.out());
        assertTrue(run.err().contains("nevus: rehearsing"), run.err());
        List<String> log = Files.readAllLines(target.resolve("build.log"));
        assertTrue(log.containsAll(List.of("[-XX:AOTCacheOutput=" + target.resolve("nevus.aot") + "]", "[rehearse]")),
                log.toString());
        assertEquals(0, Files.size(target.resolve("nevus.aot")));
        assertEquals("", machine.launch("serve").err(), "it is not tried again");
    }

    @Test
    void rehearsesBeforeItServesWhatMavenHasBuilt() throws Exception {
        Path jre = machine.jdk("system/opt/jre", "25");
        Files.delete(jre.resolve("bin/javac"));
        machine.builtByHand();
        assertEquals("", machine.launch("classify", "mole.jpg").err());
        Run run = machine.launch("serve");
        assertEquals("nevus: rehearsing, so that it starts faster from now on", run.err());
        assertTrue(run.out().contains("[serve]"), run.out());
        assertTrue(Files.exists(machine.repository().resolve("target/nevus.jar")));
        assertFalse(Files.isSymbolicLink(machine.repository().resolve("target/build.lock")));
    }

    @Test
    void aFailedBuildShowsTheErrorAndIsTriedAgain() throws Exception {
        machine.jdk("system/opt/jdk", "25");
        machine.environment().put("FAKE_FAILURE", "Main.java:[3,1] ';' expected");
        Run run = machine.launch();
        assertEquals(1, run.status());
        assertEquals("", run.out(), "java is not run");
        assertTrue(run.err().contains("[ERROR] Main.java:[3,1] ';' expected"), run.err());
        machine.environment().remove("FAKE_FAILURE");
        assertEquals(7, machine.launch().status());
    }

    @Test
    void saysWhatToInstallWhenMavenIsMissingOrOld() throws Exception {
        machine.jdk("system/opt/jdk", "25");
        machine.environment().put("FAKE_MAVEN", "3.6.3");
        Run old = machine.launch();
        assertTrue(old.err().contains("Maven 3.8 or newer is needed") && old.err().contains("mvn is 3.6.3"), old.err());
        Files.delete(machine.mavens().resolve("mvn"));
        Run missing = machine.launch();
        assertEquals(1, missing.status());
        assertTrue(missing.err().contains("https://maven.apache.org/install.html"), missing.err());
    }

    @Test
    void newerMavensAreWelcome() throws Exception {
        machine.jdk("system/opt/jdk", "25");
        for (String version : List.of("3.8.1", "3.10.0", "4.0.0-rc-4")) {
            Files.deleteIfExists(machine.repository().resolve("target/nevus.jar"));
            machine.environment().put("FAKE_MAVEN", version);
            assertEquals(7, machine.launch().status(), version);
        }
    }

    @Test
    void launchersStartedTogetherBuildOnce() throws Exception {
        machine.jdk("system/opt/jdk", "25");
        machine.environment().put("FAKE_SECONDS", "2");
        List<CompletableFuture<Run>> runs = Stream.generate(() -> CompletableFuture.supplyAsync(() -> {
            try {
                return machine.launch();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }, Thread::startVirtualThread)).limit(3).toList();
        for (CompletableFuture<Run> run : runs) {
            assertEquals(7, run.get().status());
        }
        assertEquals(1, machine.builds().size());
        assertFalse(Files.isSymbolicLink(machine.repository().resolve("target/build.lock")));
    }

    @Test
    void theLockOfAKilledLauncherIsNotWaitedForAndItsJarNotTrusted() throws Exception {
        machine.jdk("system/opt/jdk", "25");
        machine.built();
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.createSymbolicLink(machine.repository().resolve("target/build.lock"), Path.of(Long.toString(gone.pid())));
        assertEquals(7, machine.launch().status());
        assertEquals(1, machine.builds().size());
    }
}
