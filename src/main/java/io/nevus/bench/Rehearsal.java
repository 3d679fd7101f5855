package io.nevus.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Gives a server the work that it is for, so that Java learns which classes and methods it needs. */
public final class Rehearsal {
    private static final Duration TIME = Duration.ofSeconds(4);
    private static final Duration RUSH = Duration.ofSeconds(2);
    /** More than a server lets wait, so that it turns some of them away. */
    private static final int CROWD = 96;

    private Rehearsal() {
    }

    /**
     * Uploads the picture again and again for some seconds, at last from more clients than can be served.
     *
     * @throws BenchException when the server judges none of them
     */
    public static void with(int port, byte[] picture) throws IOException {
        try (var contract = new Upload(port, "/predict", picture);
                var api = new Upload(port, "/api/predictions", picture)) {
            Load.run(Schedule.withoutPause(TIME), List.of(contract, api));
        }
        List<Upload> crowd = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            crowd.add(new Upload(port, "/predict", picture));
        }
        Load.run(Schedule.withoutPause(RUSH), crowd);
        for (Upload upload : crowd) {
            upload.close();
        }
    }
}
