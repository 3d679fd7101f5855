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

    /** Has a server serve what is published in mole/ and look for the next every second. */
    public static void serve(ProcessBuilder server, FakeCloudStorage storage, Path cache) {
        server.environment().put("STORAGE_EMULATOR_HOST", "127.0.0.1:" + storage.port());
        server.environment().put("MODEL_URL", "gs://" + FakeCloudStorage.BUCKET + "/mole/");
        server.environment().put("XDG_CACHE_HOME", cache.toString());
        server.environment().put("NEVUS_MODEL_WATCH_SECONDS", "1");
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
