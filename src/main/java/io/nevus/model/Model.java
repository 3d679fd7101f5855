package io.nevus.model;

import io.nevus.triage.Examination;
import jakarta.json.JsonObject;
import java.util.Optional;

/** A network that can look at pictures. Safe for use by many threads. */
public interface Model extends AutoCloseable {

    /**
     * Looks at one picture: the one operation behind every face of Nevus.
     *
     * @param picture the uploaded bytes, not trusted
     * @throws ModelUnavailable when there is no working model, or more pictures are waiting than can be judged in time
     */
    Examination examine(byte[] picture);

    /** Why no picture can be judged at present; empty when all is well. */
    Optional<String> problem();

    /** What its owner should know although it works, such as why a newer one does not serve. */
    default Optional<String> notice() {
        return Optional.empty();
    }

    /** Tells of each change from now on. */
    default void listen(ModelListener listener) {
        // most models never change
    }

    /** The model card (classes, input size, temperature, threshold, metrics, checksums), and the views in use. */
    JsonObject card();

    @Override
    void close();
}
