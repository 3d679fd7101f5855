package io.nevus.bench;

import io.nevus.model.Precision;
import io.nevus.model.SavedModel;
import io.nevus.model.Views;
import io.nevus.picture.Inspection;
import io.nevus.picture.Picture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;

/** What the server is compared with: the same graph in this process, and nothing around it. */
final class BareLoop implements AutoCloseable {
    private final SavedModel model;
    private final Picture picture;

    BareLoop(Path model, Precision precision, byte[] picture) {
        this.model = SavedModel.load(model, Views.ONE, precision);
        this.picture = switch (Inspection.of(picture)) {
            case Inspection.Safe(Picture safe) -> safe;
            case Inspection.Unfit _ -> throw new BenchException("The drawn picture is not taken");
        };
    }

    Load run(int threads, Duration time) {
        return Load.run(Schedule.withoutPause(time),
                Collections.nCopies(threads, () -> model.network().read(picture)));
    }

    /** In which the network computes. */
    String numbers() {
        return model.card().getString("precision");
    }

    @Override
    public void close() {
        model.close();
    }
}
