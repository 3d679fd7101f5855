package io.nevus.model;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Turns the files of an {@link Origin} into a model directory on disk. */
final class Download {

    private static final System.Logger LOGGER = System.getLogger(Download.class.getName());
    private static final int TRIES = 3;
    private static final long LARGEST_MODEL = 2 * Limited.ON_DISK;

    private final Origin origin;
    private final ModelCopies copies;

    Download(Origin origin, ModelCopies copies) {
        this.origin = origin;
        this.copies = copies;
    }

    /**
     * What is there now; when it is being replaced meanwhile, what is there then.
     *
     * @throws ModelException that says what is wrong with the model, or with the way to it
     */
    Fetched get() {
        Snapshot snapshot = look();
        for (int tries = 1; true; tries++) {
            try {
                return new Fetched(get(snapshot), snapshot.state());
            } catch (ModelException e) {
                Snapshot before = snapshot;
                snapshot = look();
                if (tries == TRIES || snapshot.state().equals(before.state())) {
                    throw e;
                }
                LOGGER.log(Level.INFO, "The model at {0} changed while it was read, which begins anew", origin);
            }
        }
    }

    private Snapshot look() {
        try {
            return origin.look();
        } catch (IOException e) {
            throw new ModelException("Cannot get the model from %s: %s".formatted(origin, e.getMessage()), e);
        }
    }

    /** @throws ModelException as above */
    Path get(Snapshot snapshot) {
        try {
            return origin.file().equals(ModelCard.FILE) ? directory(snapshot) : converted(snapshot);
        } catch (IOException e) {
            throw new ModelException("Cannot get the model from %s: %s".formatted(origin, explain(e)), e);
        }
    }

    private Path directory(Snapshot snapshot) throws IOException {
        byte[] bytes = snapshot.read(ModelCard.FILE);
        ModelCard card = ModelCard.parse(bytes);
        return copies.keep(Digests.sha256(bytes), directory -> {
            try (OutputStream out = DiskFile.create(directory.resolve(ModelCard.FILE))) {
                out.write(bytes);
            }
            copy(snapshot, card.files(), directory);
        });
    }

    private void copy(Snapshot snapshot, Map<String, String> files, Path directory) throws IOException {
        long total = files.keySet().stream().mapToLong(snapshot::size).sum();
        if (total > LARGEST_MODEL) {
            throw new IOException("the model is longer than %,d bytes".formatted(LARGEST_MODEL));
        }
        LOGGER.log(Level.INFO, "Getting {0} files of the model from {1}", files.size(), origin);
        var progress = new Progress(total);
        for (String name : files.keySet()) {
            Path target = directory.resolve(name);
            Files.createDirectories(target.getParent());
            try (OutputStream out = progress.watching(DiskFile.create(target))) {
                snapshot.copy(name, out);
            } catch (IOException e) {
                throw new IOException("%s: %s".formatted(name, explain(e)), e);
            }
        }
        progress.done();
    }

    /** Shards have no checksums of their own, so that only a second look shows whether they were of one model. */
    private Path converted(Snapshot snapshot) throws IOException {
        LOGGER.log(Level.INFO, "Getting the TensorFlow.js model from {0}", origin);
        TfjsSource source = TfjsSource.read(origin, snapshot);
        if (!origin.look().state().equals(snapshot.state())) {
            throw new IOException("it changed while it was read");
        }
        return copies.keep(source.digest(), directory -> {
            try {
                ModelImport.write(source.model(), directory);
            } catch (IOException e) {
                throw DiskFile.trouble(directory, e);
            }
        });
    }

    private static String explain(IOException e) {
        return DiskFile.trouble(e).map(disk -> ("it cannot be kept on disk (%s): make room, or set XDG_CACHE_HOME to a "
                + "directory that can be written").formatted(Optional.ofNullable(disk.getReason())
                        .orElse(disk.getClass().getSimpleName()))).orElseGet(e::getMessage);
    }
}
