package io.nevus.http;

import io.helidon.http.Status;
import jakarta.json.JsonObject;
import java.util.Optional;

/** What went wrong and what to do about it, as of RFC 9457. */
record Problem(Status status, String title, String detail, Optional<String> reason) {

    Problem(Status status, String title, String detail) {
        this(status, title, detail, Optional.empty());
    }

    JsonObject json() {
        var json = Json.object()
                .add("type", "about:blank")
                .add("title", title)
                .add("status", status.code())
                .add("detail", detail);
        reason.ifPresent(code -> json.add("reason", code));
        return json.build();
    }
}
