package io.nevus.http;

import io.helidon.http.Status;

/** A request that cannot be served as it stands; the message tells the client what to change. */
final class Rejected extends RuntimeException {
    private final Status status;

    private Rejected(Status status, String message, Throwable cause) {
        // no stack trace: nobody reads it, and under a flood it would cost more than all the rest
        super(message, cause, false, false);
        this.status = status;
    }

    static Rejected malformed(String help) {
        return new Rejected(Status.BAD_REQUEST_400, help, null);
    }

    static Rejected malformed(String help, Throwable cause) {
        return new Rejected(Status.BAD_REQUEST_400, help, cause);
    }

    static Rejected tooLarge(long limit) {
        return new Rejected(Status.REQUEST_ENTITY_TOO_LARGE_413,
                "Payload content length greater than maximum allowed: " + limit, null);
    }

    static Rejected notMultipart() {
        return new Rejected(Status.UNSUPPORTED_MEDIA_TYPE_415,
                "Send the picture as multipart/form-data, in one file part named image.", null);
    }

    static Rejected withoutKey() {
        return new Rejected(Status.UNAUTHORIZED_401, "Show this server's API key, as in Authorization: Bearer KEY.", null);
    }

    static Rejected unknownPrediction() {
        return new Rejected(Status.NOT_FOUND_404,
                "There is no such prediction. It may have been deleted; GET /api/predictions lists those there are.",
                null);
    }

    static Rejected overloaded() {
        return new Rejected(Status.SERVICE_UNAVAILABLE_503,
                "Too many pictures are being uploaded or judged at the moment. Try again in a few seconds.", null);
    }

    /** Nothing is wrong with the request: it may simply be sent again. */
    boolean isOurFault() {
        return status.family() == Status.Family.SERVER_ERROR;
    }

    Status status() {
        return status;
    }
}
