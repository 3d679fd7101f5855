package io.nevus.model;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A folder of any web server, which has no list of its files: a look reads the one that says what the model is.
 *
 * @param folder up to and with the last slash
 * @param query  with its question mark, or empty: what the file was asked with, such as a token, holds for the others
 */
record WebOrigin(String folder, String file, String query) implements Origin {

    /** Shorter than a whole download may take, since a server that starts has its last good copy to start from. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static Optional<Origin> of(String location) {
        if (!location.matches("(?i)https?://.*")) {
            return Optional.empty();
        }
        String path = location.replaceFirst("[?#].*", "");
        String query = location.substring(path.length()).replaceFirst("#.*", "");
        int slash = path.lastIndexOf('/') + 1; // a query may hold slashes, too
        return Optional.of(path.endsWith(".json")
                ? new WebOrigin(path.substring(0, slash), path.substring(slash), query)
                : new WebOrigin(path.endsWith("/") ? path : path + "/", ModelCard.FILE, query));
    }

    @Override
    public Snapshot look() throws IOException {
        return new WebSnapshot(this, WebFile.read(folder + file + query, PATIENCE));
    }

    @Override
    public String key() {
        return folder + file + query;
    }

    /** Without the query, which may hold a secret. */
    @Override
    public String toString() {
        return file.equals(ModelCard.FILE) ? folder : folder + file;
    }
}
