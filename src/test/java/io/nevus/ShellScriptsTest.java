package io.nevus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellScriptsTest {

    @ParameterizedTest
    @ValueSource(strings = {"nevus", ".ci/run", "gcloud/image.sh", "gcloud/publish-model.sh",
        "cos-startup/nevus-launcher"})
    void shellcheckHasNothingToSay(String script) throws Exception {
        Path shellcheck = SystemTests.require("shellcheck", "shellcheck");
        Process process = new ProcessBuilder(shellcheck.toString(), script).redirectErrorStream(true).start();
        assertEquals("", new String(process.getInputStream().readAllBytes()));
        assertEquals(0, process.waitFor());
    }
}
