package io.nevus.history;

import io.nevus.triage.Prediction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where predictions are kept. Safe for use by many threads. Every method throws {@link HistoryUnavailable} when the store is out. */
public interface History extends AutoCloseable {

    /** Keeps a prediction; when this returns, it is on disk. Keeping the same one again changes nothing. */
    void keep(Prediction prediction);

    /**
     * The newest predictions first, in an order that is total and does not change.
     *
     * @param limit at least 1
     * @param after list only what comes after (is older than) this one, which need not exist any more
     */
    List<Prediction> list(int limit, Optional<Position> after);

    Optional<Prediction> find(UUID id);

    /** Whether there was one to delete. */
    boolean delete(UUID id);

    /** So many deletions at a time leave others their turn, also where each is a call over the network. */
    default int deletionsAtOnce() {
        return 32;
    }

    /** Why nothing can be kept at present; empty when all is well. */
    Optional<String> problem();

    @Override
    void close();

    /** A place in the list: that of the prediction with this time and id. */
    record Position(Instant createdAt, UUID id) {

        public static Position of(Prediction prediction) {
            return new Position(prediction.createdAt(), prediction.id());
        }
    }
}
