package io.nevus.tfjs;

/** A TensorFlow.js model cannot be read; the message says, after "it" or "its", why and what to do. */
public final class TfjsException extends RuntimeException {

    TfjsException(String message) {
        super(message);
    }

    TfjsException(String message, Throwable cause) {
        super(message, cause);
    }
}
