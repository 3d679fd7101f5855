package io.nevus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What DESIGN.md promises about every file. */
class HouseStyleTest {

    private static final int MAX_LINES = 300;
    private static final List<String> WRITTEN_BY_US = List.of("src", "nevus", ".ci", "cos-startup", "gcloud");
    private static final Pattern PUBLIC_TYPE = Pattern.compile(
            "^public .*\\b(class|record|interface|enum)\\b", Pattern.MULTILINE);
    private static final Pattern IMPORT = Pattern.compile("^(package|import) .*", Pattern.MULTILINE);

    @Test
    void noFileIsLong() {
        Stream<Path> files = textFiles(WRITTEN_BY_US);
        assertEquals(List.of(), files.filter(file -> text(file).lines().count() > MAX_LINES).toList());
    }

    @Test
    void everyPublicTypeSaysWhatItIs() {
        List<Path> sources = textFiles(List.of("src/main/java"))
                .filter(file -> file.toString().endsWith(".java")).toList();
        assertFalse(sources.isEmpty(), "The test runs in the project's directory");
        assertEquals(List.of(), sources.stream().filter(HouseStyleTest::hidesItsPurpose).toList());
    }

    private static boolean hidesItsPurpose(Path source) {
        String text = text(source);
        var type = PUBLIC_TYPE.matcher(text);
        if (!type.find()) {
            return false;
        }
        int head = IMPORT.matcher(text).results().mapToInt(MatchResult::end)
                .filter(end -> end < type.start()).max().orElse(0);
        return !text.substring(head, type.start()).contains("/**");
    }

    private static Stream<Path> textFiles(List<String> roots) {
        return roots.stream().map(Path::of).filter(Files::exists).flatMap(HouseStyleTest::walk)
                .filter(Files::isRegularFile).filter(file -> !text(file).contains("\0"));
    }

    private static Stream<Path> walk(Path root) {
        try {
            return Files.walk(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One character a byte, so that pictures among the resources do not disturb. */
    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
