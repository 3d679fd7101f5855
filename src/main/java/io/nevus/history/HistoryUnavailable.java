package io.nevus.history;

/** The history cannot be read or written now; nothing was half-written, and trying again later may help. */
public final class HistoryUnavailable extends RuntimeException {

    public HistoryUnavailable(String message) {
        super(message);
    }

    public HistoryUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
