package io.nevus.bench;

/** Nothing can be measured; the message says why, in one line. */
public final class BenchException extends RuntimeException {

    BenchException(String message) {
        super(message);
    }
}
