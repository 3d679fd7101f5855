package io.nevus.bench;

import io.nevus.model.Network;
import io.nevus.picture.Inspection;
import io.nevus.picture.Picture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;

/** What the server is compared with: the same graph in this process, and nothing around it. */
final class BareLoop implements AutoCloseable {
    private final Network network;
    private final Picture picture;

    BareLoop(Path model, byte[] picture) {
        this.network = Network.load(model);
        this.picture = switch (Inspection.of(picture)) {
            case Inspection.Safe(Picture safe) -> safe;
            case Inspection.Unfit _ -> throw new BenchException("The drawn picture is not taken");
        };
    }

    Load run(int threads, Duration time) {
        return Load.run(Schedule.withoutPause(time), Collections.nCopies(threads, () -> network.read(picture)));
    }

    @Override
    public void close() {
        network.close();
    }
}
