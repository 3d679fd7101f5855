package io.nevus.model;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a model is, and how it is used.
 *
 * @param location  a directory, a TensorFlow.js model.json, or the http(s):// or gs:// address of either
 * @param views     of each picture that it looks at
 * @param precision in which it computes
 * @param watch     how often to look for a new one in a bucket; zero for never
 * @param endpoint  of Cloud Storage; empty for Google's
 */
public record ModelPlace(String location, Views views, Precision precision, Duration watch,
                         Optional<URI> endpoint) {

    /** A place that is looked at once. */
    public static ModelPlace of(String location) {
        return new ModelPlace(location, Views.ONE, Precision.FLOAT32, Duration.ZERO, Optional.empty());
    }
}
