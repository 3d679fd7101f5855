package io.nevus.history;

import com.google.firestore.v1.Document;
import io.nevus.triage.Prediction;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells predictions from whatever else is in the collection, and the log of each of the others once. */
final class Strangers {
    private static final System.Logger LOGGER = System.getLogger(Strangers.class.getName());
    /** After so many the log has made its point. */
    private static final int LOGGED_MOST = 1_000;

    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    Optional<Prediction> prediction(Document document) {
        try {
            return Optional.of(Documents.prediction(document));
        } catch (IllegalArgumentException e) {
            if (logged.size() < LOGGED_MOST && logged.add(document.getName())) {
                LOGGER.log(System.Logger.Level.WARNING, "The document {0} is no prediction and left out: {1}",
                        document.getName(), e.getMessage());
            }
            return Optional.empty();
        }
    }
}
