package io.nevus.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole state of a run in one file of its working directory; the file is replaced at once or not at all. */
final class Checkpoint {

    private static final String STEPS = "steps";
    private static final String SECONDS = "seconds";
    private static final String STATE = "checkpoint.safetensors";
    private static final String RUN = "run.txt";

    private final Path file;
    private final Path settings;
    private final String run;

    /** @param seconds that these steps took */
    record Saved(int steps, double seconds, Weights state) {
    }

    /** @param run settings and data of this run; a checkpoint of another run is not taken up */
    Checkpoint(Path work, String run) {
        this.file = work.resolve(STATE);
        this.settings = work.resolve(RUN);
        this.run = run;
    }

    /** @throws TrainingException when the checkpoint is of another run */
    Optional<Saved> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            if (!Files.readString(settings).equals(run)) {
                throw new TrainingException(("%s holds an unfinished run with other settings or data. "
                        + "Delete it, or choose another --work").formatted(file.getParent()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Weights.Parameter> state = new LinkedHashMap<>(Weights.read(file).parameters());
        return Optional.of(new Saved((int) state.remove(STEPS).values()[0], state.remove(SECONDS).values()[0],
                new Weights(state)));
    }

    /** A float holds every step number up to 16 million exactly. */
    void write(Saved saved) {
        Map<String, Weights.Parameter> all = new LinkedHashMap<>(saved.state().parameters());
        all.put(STEPS, new Weights.Parameter(new long[] {1}, new float[] {saved.steps()}));
        all.put(SECONDS, new Weights.Parameter(new long[] {1}, new float[] {(float) saved.seconds()}));
        try {
            Files.writeString(settings, run);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        new Weights(all).write(file);
    }

    /** Removes the checkpoint of a run that is over: 35 MB. */
    static void delete(Path work) throws IOException {
        for (String name : List.of(STATE, STATE + ".unfinished", RUN)) {
            Files.deleteIfExists(work.resolve(name));
        }
    }
}
