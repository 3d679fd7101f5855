package io.nevus.model;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model in Cloud Storage.
 *
 * @param folder with a slash at its end, or empty
 * @param file   that says what the model is: card.json, or the model.json of TensorFlow.js
 */
record BucketAddress(String bucket, String folder, String file) {

    /** Not with a query, which may be a signature. */
    private static final Pattern FORM = Pattern.compile("(?:gs://(?<gs>[^/]+)"
            + "|https?://storage\\.googleapis\\.com/(?<path>[^/?#]+)"
            + "|https?://(?<host>[^/?#]+)\\.storage\\.googleapis\\.com)(?:/(?<object>.*))?");
    /** See https://cloud.google.com/storage/docs/buckets#naming. */
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]");

    /**
     * Empty for an address of something else.
     *
     * @throws ModelException when a bucket cannot have that name
     */
    static Optional<BucketAddress> of(String location) {
        Matcher form = FORM.matcher(location);
        if (!form.matches()) {
            return Optional.empty();
        }
        boolean web = form.group("gs") == null;
        String object = Optional.ofNullable(form.group("object")).orElse("");
        if (web && object.matches(".*[?#].*")) {
            return Optional.empty();
        }
        String bucket = web ? Optional.ofNullable(form.group("path")).orElse(form.group("host")) : form.group("gs");
        if (!BUCKET.matcher(bucket).matches()) {
            throw new ModelException("'%s' cannot be the name of a bucket: write gs://BUCKET/FOLDER/".formatted(bucket));
        }
        return Optional.of(of(bucket, web ? decode(object) : object));
    }

    private static BucketAddress of(String bucket, String object) {
        int slash = object.lastIndexOf('/') + 1;
        if (object.endsWith(".json")) {
            return new BucketAddress(bucket, object.substring(0, slash), object.substring(slash));
        }
        return new BucketAddress(bucket, object.isEmpty() || object.endsWith("/") ? object : object + "/", ModelCard.FILE);
    }

    private static String decode(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ModelException("The model's address has a % that is no escape: write it as gs://BUCKET/FOLDER/", e);
        }
    }

    @Override
    public String toString() {
        return "gs://" + bucket + "/" + folder;
    }
}
