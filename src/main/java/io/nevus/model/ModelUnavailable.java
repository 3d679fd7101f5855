package io.nevus.model;

/** The picture may be fine, but it cannot be judged now; trying again later may help. */
public final class ModelUnavailable extends RuntimeException {

    public ModelUnavailable(String message) {
        super(message);
    }

    public ModelUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
