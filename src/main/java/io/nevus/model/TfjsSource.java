package io.nevus.model;

import io.nevus.tfjs.GraphModel;
import io.nevus.tfjs.TfjsException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A TensorFlow.js model that was fetched and understood.
 *
 * @param digest of all its files
 */
record TfjsSource(GraphModel model, String digest) {

    /**
     * @param location of a model.json: a path, or an http(s) address
     * @throws ModelException in one line that begins with the location
     */
    static TfjsSource read(String location) {
        try {
            return ModelSource.isAddress(location) ? fetch(location) : open(Path.of(location).toAbsolutePath().normalize());
        } catch (IOException e) {
            throw fault(location, "it cannot be read (%s)".formatted(e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            throw fault(location, "this is no address or path", e);
        } catch (TfjsException e) {
            throw fault(location, e.getMessage(), e);
        }
    }

    /** Without the address's query, which may hold a secret. */
    private static ModelException fault(String location, String reason, Exception cause) {
        return new ModelException("Cannot import %s: %s".formatted(location.replaceFirst("[?#].*", ""), reason), cause);
    }

    private static TfjsSource open(Path modelJson) throws IOException {
        if (Files.isDirectory(modelJson)) {
            throw new IOException("it is a directory: name the model.json in it");
        }
        return read(new DigestedFiles(new LocalFiles(modelJson.getParent())), modelJson.getFileName().toString());
    }

    /** The shards lie where the address's path ends; its query may hold slashes, too. */
    private static TfjsSource fetch(String address) throws IOException {
        String path = address.replaceFirst("[?#].*", "");
        String query = address.substring(path.length()).replaceFirst("#.*", "");
        int slash = path.lastIndexOf('/') + 1;
        try (HttpClient client = RemoteFiles.newClient()) {
            return read(new DigestedFiles(new RemoteFiles(client, path.substring(0, slash), query)), path.substring(slash));
        }
    }

    private static TfjsSource read(DigestedFiles files, String name) throws IOException {
        GraphModel model = GraphModel.read(files.read(name), files);
        return new TfjsSource(model, files.digest());
    }
}
