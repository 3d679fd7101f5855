package io.nevus.model;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a model is.
 *
 * @param location a directory, a TensorFlow.js model.json, or the http(s):// or gs:// address of either
 * @param watch    how often to look for a new one in a bucket; zero for never
 * @param endpoint of Cloud Storage; empty for Google's
 */
public record ModelPlace(String location, Duration watch, Optional<URI> endpoint) {

    /** A place that is looked at once. */
    public static ModelPlace of(String location) {
        return new ModelPlace(location, Duration.ZERO, Optional.empty());
    }
}
