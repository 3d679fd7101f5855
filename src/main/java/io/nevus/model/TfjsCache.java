package io.nevus.model;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Model directories that TensorFlow.js models were converted to, one for each address and content. */
final class TfjsCache {

    private static final System.Logger LOGGER = System.getLogger(TfjsCache.class.getName());
    private static final int DIGITS = 16;

    private TfjsCache() {
    }

    /** @throws ModelException when the model cannot be fetched or converted */
    static Path directory(String location, Path cache) {
        LOGGER.log(Level.INFO, "Getting the TensorFlow.js model from {0}", location.replaceFirst("[?#].*", ""));
        TfjsSource source = TfjsSource.read(location);
        String address = Digests.sha256(location.getBytes());
        Path directory = cache.resolve(address.substring(0, DIGITS) + "-" + source.digest().substring(0, DIGITS));
        try {
            if (!isWhole(directory)) {
                convert(source, directory);
            }
            return directory;
        } catch (IOException e) {
            throw new ModelException("Cannot keep the model in %s (%s): make room, or set XDG_CACHE_HOME to a directory "
                    .formatted(cache, e) + "that can be written", e);
        }
    }

    private static boolean isWhole(Path directory) {
        try {
            ModelCard.read(directory).verify(directory);
            return true;
        } catch (ModelException e) {
            return false;
        }
    }

    /** Beside its place first: another process may do the same, or this one be killed. */
    private static void convert(TfjsSource source, Path directory) throws IOException {
        Files.createDirectories(directory.getParent());
        Path unfinished = Files.createTempDirectory(directory.getParent(), "import");
        try {
            ModelImport.write(source.model(), unfinished);
            delete(directory);
            Files.move(unfinished, directory);
        } catch (FileAlreadyExistsException e) {
            LOGGER.log(Level.DEBUG, "Another process converted it at the same time", e);
        } finally {
            delete(unfinished);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(directory)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }
}
