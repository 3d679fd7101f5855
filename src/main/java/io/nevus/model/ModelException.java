package io.nevus.model;

/** A model cannot be loaded; the message says what is wrong with it and what to do. */
public final class ModelException extends RuntimeException {

    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
