package io.nevus.history;

import java.util.Optional;

/**
 * Where in Firestore the predictions are.
 *
 * @param project  absent for the one that the credentials or the machine belong to
 * @param database {@code (default)} or a name
 * @param emulator host and port, to use instead of Google's
 */
public record FirestorePlace(Optional<String> project, String database, String collection,
                             Optional<String> emulator) {
}
