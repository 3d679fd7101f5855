package io.nevus.train;

/** Training or evaluation cannot go on; the message says what to do. */
public class TrainingException extends RuntimeException {

    TrainingException(String message) {
        super(message);
    }

    TrainingException(String message, Throwable cause) {
        super(message, cause);
    }
}
