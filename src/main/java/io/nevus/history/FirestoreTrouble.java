package io.nevus.history;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode.Code;

/** What Firestore's status codes mean and what to do about them, in sentences that clients may read. */
final class FirestoreTrouble {
    static final String CONNECTING = "Firestore is still being connected to. Try again in a moment.";
    static final String BUSY = "Firestore cannot keep up. Try again in a moment.";
    static final String CLOSED = "The history is closed. Try again when the server has restarted.";
    static final String NO_PROJECT = "The Google Cloud project of the history is unknown. Set NEVUS_HISTORY_PROJECT.";
    static final String NO_CREDENTIALS = "There are no credentials for Firestore. Give the machine a service account, "
            + "or run: gcloud auth application-default login";

    private FirestoreTrouble() {
    }

    static HistoryUnavailable of(ApiException e) {
        return new HistoryUnavailable(switch (code(e)) {
            case UNAVAILABLE -> "Firestore cannot be reached. Check the network.";
            case DEADLINE_EXCEEDED, CANCELLED -> "Firestore does not answer in time. Check the network.";
            case PERMISSION_DENIED -> "Firestore denies access. Enable the Firestore API and give the server's "
                    + "service account the role roles/datastore.user.";
            case UNAUTHENTICATED -> "Firestore does not accept the credentials. Renew them.";
            case NOT_FOUND -> "The Firestore database does not exist. Create it: gcloud firestore databases create";
            case FAILED_PRECONDITION -> "Firestore lacks an index or is in Datastore mode. See the server's log.";
            case RESOURCE_EXHAUSTED -> "Firestore's quota is used up. Raise it or wait for the next day.";
            default -> Trouble.UNKNOWN;
        }, e);
    }

    static Code code(ApiException e) {
        return e.getStatusCode().getCode();
    }
}
