package io.nevus.model;

import com.google.cloud.storage.StorageException;

/** What Cloud Storage's failures mean and what to do about them, in sentences that clients may read. */
final class BucketTrouble {

    private BucketTrouble() {
    }

    static String of(StorageException e, BucketAddress address) {
        return e.getCode() == 404 ? "The bucket of %s does not exist: check the name".formatted(address)
                : other(e, address);
    }

    static String of(StorageException e, BucketAddress address, String name) {
        return e.getCode() == 404 ? "%s%s was replaced or deleted while it was read".formatted(address, name)
                : other(e, address);
    }

    /** Then public objects can be read all the same. */
    static boolean isOfIdentity(StorageException e) {
        return e.getCode() == 401 || e.getCode() == 403 || isWithoutToken(e);
    }

    /** Of a VM without a service account, or of a login that has expired; the library has no code for it. */
    private static boolean isWithoutToken(StorageException e) {
        return e.getCode() == 0 && String.valueOf(e.getMessage()).contains("access token");
    }

    private static String other(StorageException e, BucketAddress address) {
        return switch (isWithoutToken(e) ? 401 : e.getCode()) {
            case 401 -> ("%s needs credentials: give the machine a service account with the role "
                    + "roles/storage.objectViewer on the bucket, or run gcloud auth application-default login")
                    .formatted(address);
            case 403 -> ("Access to %s is denied: give the server's service account the role "
                    + "roles/storage.objectViewer on the bucket").formatted(address);
            case 429 -> "Cloud Storage has too many requests for %s: try again in a moment".formatted(address);
            case 0 -> "%s cannot be reached (%s): check the network".formatted(address, reason(e));
            default -> e.getCode() >= 500
                    ? "Cloud Storage fails for %s (%d): try again in a moment".formatted(address, e.getCode())
                    : "Cloud Storage refuses %s (%d, %s)".formatted(address, e.getCode(), reason(e));
        };
    }

    /** The innermost, such as "Connection refused", without what the others wrap it into. */
    private static String reason(Throwable e) {
        Throwable innermost = e;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost.getMessage()).lines().findFirst().orElse("");
    }
}
