package io.nevus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Models that differ from the shipped one in their cards only. */
public final class ModelVersions {

    private static final Path SHIPPED = Path.of("model");

    private ModelVersions() {
    }

    /** Publishes the shipped model under another version, card.json last; judges by another threshold, too. */
    public static void publish(FakeCloudStorage storage, String prefix, String version) {
        try {
            storage.put(prefix, SHIPPED);
            storage.put(prefix + "card.json", card(version).getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The shipped model's card under another version. */
    public static String card(String version) {
        try {
            return Files.readString(SHIPPED.resolve("card.json"))
                    .replaceFirst("\"version\": \"[^\"]*\"", "\"version\": \"" + version + "\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
