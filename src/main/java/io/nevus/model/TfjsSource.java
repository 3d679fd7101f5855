package io.nevus.model;

import io.nevus.tfjs.GraphModel;
import io.nevus.tfjs.TfjsException;
import io.nevus.tfjs.TfjsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A TensorFlow.js model that was fetched and understood.
 *
 * @param digest of all its files
 */
record TfjsSource(GraphModel model, String digest) {

    /**
     * @param location of a model.json: a path, or an address
     * @throws ModelException in one line that begins with the location
     */
    static TfjsSource read(String location) {
        Optional<Origin> remote = Origin.of(ModelPlace.of(location));
        if (remote.isEmpty()) {
            return open(location);
        }
        try (Origin origin = remote.get()) {
            return read(origin, origin.look());
        } catch (IOException e) {
            throw unreadable(remote.get(), e);
        }
    }

    static TfjsSource read(Origin origin, Snapshot snapshot) {
        return read(origin, snapshot, origin.file());
    }

    private static TfjsSource open(String location) {
        try {
            Path file = Path.of(location).toAbsolutePath().normalize();
            if (Files.isDirectory(file)) {
                throw new IOException("it is a directory: name the model.json in it");
            }
            return read(location, new LocalFiles(file.getParent()), file.getFileName().toString());
        } catch (IOException e) {
            throw unreadable(location, e);
        } catch (InvalidPathException e) {
            throw fault(location, "this is no address or path", e);
        }
    }

    private static TfjsSource read(Object location, TfjsFiles files, String name) {
        var digested = new DigestedFiles(files);
        try {
            return new TfjsSource(GraphModel.read(digested.read(name), digested), digested.digest());
        } catch (IOException e) {
            throw unreadable(location, e);
        } catch (TfjsException e) {
            throw fault(location, e.getMessage(), e);
        }
    }

    private static ModelException unreadable(Object location, IOException e) {
        return fault(location, "it cannot be read (%s)".formatted(e.getMessage()), e);
    }

    private static ModelException fault(Object location, String reason, Exception cause) {
        return new ModelException("Cannot import %s: %s".formatted(location, reason), cause);
    }
}
