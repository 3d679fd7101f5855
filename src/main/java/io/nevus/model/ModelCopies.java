package io.nevus.model;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Stream;

/**
 * The copies on disk of the models from one location, a directory for each content. Servers that run side by side during
 * a rollout share them.
 */
final class ModelCopies {

    private static final System.Logger LOGGER = System.getLogger(ModelCopies.class.getName());
    /** The names of those that have served, the newest first. */
    private static final String GOOD = "good";
    private static final int KEPT = 2;
    private static final int DIGITS = 16;
    /** Another server may be downloading the same. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path root;

    ModelCopies(Path cache, String location) {
        root = cache.resolve(Digests.sha256(location.getBytes()).substring(0, DIGITS));
    }

    /** Writes a model directory. */
    interface Writer {

        void write(Path directory) throws IOException;
    }

    /**
     * The whole and verified directory of a content, which is written beside its place and moved there.
     *
     * @param digest of the content
     * @throws ModelException when what was written is not a model
     */
    Path keep(String digest, Writer writer) throws IOException {
        Path copy = root.resolve(digest.substring(0, DIGITS));
        return alone(() -> {
            if (!isWhole(copy)) {
                Path unfinished = root.resolve("unfinished"); // of a process that was killed, perhaps
                delete(unfinished);
                try {
                    writer.write(Files.createDirectory(unfinished));
                    ModelCard.read(unfinished).verify(unfinished);
                    delete(copy);
                    Files.move(unfinished, copy);
                } finally {
                    delete(unfinished);
                }
            }
            return copy;
        });
    }

    private static boolean isWhole(Path directory) {
        try {
            ModelCard.read(directory).verify(directory);
            return true;
        } catch (ModelException e) {
            return false;
        }
    }

    /** Those that have served, the newest first. */
    List<Path> good() {
        try {
            return Files.readAllLines(root.resolve(GOOD)).stream().map(root::resolve).filter(Files::isDirectory).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Remembers the copy as good, and deletes all but it and the one before. Where that fails, it serves all the same. */
    void serves(Path copy) {
        try {
            remember(copy);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The copy of the model may not be there at the next start: {0}", e);
        }
    }

    void discard(Path copy) {
        try {
            alone(() -> {
                delete(copy);
                return copy;
            });
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "A copy that is no good could not be deleted: {0}", e);
        }
    }

    private void remember(Path copy) throws IOException {
        alone(() -> {
            SequencedSet<String> names = new LinkedHashSet<>();
            names.add(copy.getFileName().toString());
            good().forEach(path -> names.add(path.getFileName().toString()));
            List<String> kept = names.stream().limit(KEPT).toList();
            Files.write(root.resolve(GOOD + ".new"), kept);
            Files.move(root.resolve(GOOD + ".new"), root.resolve(GOOD), StandardCopyOption.ATOMIC_MOVE);
            for (Path other : directories()) {
                if (!kept.contains(other.getFileName().toString())) {
                    delete(other);
                }
            }
            return copy;
        });
    }

    private List<Path> directories() throws IOException {
        try (Stream<Path> all = Files.list(root)) {
            return all.filter(Files::isDirectory).toList();
        }
    }

    private interface Work {

        Path run() throws IOException;
    }

    /** Among threads and processes; the system frees the lock of one that was killed. */
    private Path alone(Work work) throws IOException {
        Files.createDirectories(root);
        try (FileChannel channel = FileChannel.open(root.resolve("lock"),
                StandardOpenOption.CREATE, StandardOpenOption.WRITE); FileLock _ = lock(channel)) {
            return work.run();
        }
    }

    private FileLock lock(FileChannel channel) throws IOException {
        for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end; pause()) {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException e) {
                // another thread has it
            }
        }
        throw new IOException("another server is getting the same model for too long: restart it");
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the program is stopping", e);
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
