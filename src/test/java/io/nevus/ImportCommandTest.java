package io.nevus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.picture.PictureFactory;
import io.nevus.tfjs.Quantised;
import io.nevus.tfjs.TestModels;
import io.nevus.tfjs.TfjsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process, and what comes of it. */
@Timeout(120)
class ImportCommandTest {

    @TempDir
    private Path folder;
    private String modelJson;
    private String out;

    private record Ended(int status, List<String> lines) {
    }

    private Ended nevus(String... arguments) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Ended(process.exitValue(), Files.readAllLines(output));
    }

    @BeforeEach
    void write() throws IOException {
        modelJson = TfjsWriter.write(folder.resolve("web"), TestModels.likeTheCourses(48), Quantised.NOT, 2000).toString();
        out = folder.resolve("model").toString();
    }

    @Test
    void anImportedModelClassifies() throws Exception {
        Ended imported = nevus("import", modelJson, "--out", out);
        assertEquals(0, imported.status(), imported.toString());
        assertTrue(imported.lines().getLast().startsWith(out + " holds the model, version "), imported.toString());
        Path picture = Files.write(folder.resolve("mole.jpg"), PictureFactory.jpeg());
        Ended classified = nevus("classify", "--model", out, picture.toString());
        assertEquals(0, classified.status(), classified.toString());
        assertTrue(classified.lines().getLast().matches(".*mole\\.jpg\t(Cancer|Non-cancer)\t[0-9.]+ %"), classified.toString());
    }

    @Test
    void aFaultEndsInOneLine() throws Exception {
        Files.delete(Path.of(modelJson));
        Ended ended = nevus("import", modelJson, "--out", out);
        assertEquals(List.of("nevus: Cannot import %s: it cannot be read (there is no such file)".formatted(modelJson)),
                ended.lines());
        assertEquals(2, ended.status());
    }
}
