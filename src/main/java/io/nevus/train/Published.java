package io.nevus.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Files that a reader, or a run after a crash, finds whole: the old one or the new one. */
final class Published {

    private Published() {
    }

    static void text(Path file, String text) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.writeString(unfinished, text);
        move(unfinished, file);
    }

    static void lines(Path file, List<String> lines) throws IOException {
        text(file, String.join("\n", lines) + "\n");
    }

    static void move(Path finished, Path file) throws IOException {
        Files.move(finished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
