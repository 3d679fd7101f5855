package io.nevus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShellScriptsTest {

    static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("gcloud"))) {
            return Stream.concat(files.filter(file -> file.toString().endsWith(".sh")),
                    Stream.of("nevus", ".ci/run", "cos-startup/nevus-launcher").map(Path::of)).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void shellcheckHasNothingToSay(Path script) throws Exception {
        Path shellcheck = SystemTests.require("shellcheck", "shellcheck");
        Process process = new ProcessBuilder(shellcheck.toString(), script.toString()).redirectErrorStream(true).start();
        assertEquals("", new String(process.getInputStream().readAllBytes()));
        assertEquals(0, process.waitFor());
    }
}
