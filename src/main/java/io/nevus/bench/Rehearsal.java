package io.nevus.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Gives a server the work that it is for, so that Java learns which classes and methods it needs. */
public final class Rehearsal {
    private static final Duration TIME = Duration.ofSeconds(5);

    private Rehearsal() {
    }

    /**
     * Uploads the picture again and again for some seconds.
     *
     * @throws BenchException when the server judges none of them
     */
    public static void with(int port, byte[] picture) throws IOException {
        try (var contract = new Upload(port, "/predict", picture);
                var api = new Upload(port, "/api/predictions", picture)) {
            Load.run(Schedule.withoutPause(TIME), List.of(contract, api));
        }
    }
}
