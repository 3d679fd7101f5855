package io.nevus.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Prints what a fault test measured, and keeps it in target/figures. */
final class Figures {
    private static final Path FOLDER = Path.of("target", "figures");

    private final StringBuilder lines = new StringBuilder();
    private final Class<?> test;

    Figures(Class<?> test) {
        this.test = test;
    }

    /** @param format as of {@link String#format} */
    void add(String format, Object... values) {
        lines.append(format.formatted(values)).append('\n');
    }

    void print() throws IOException {
        System.out.printf(Locale.ROOT, "%s:%n%s", test.getSimpleName(), lines.toString().indent(2));
        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve(test.getSimpleName() + ".txt"), lines);
    }
}
