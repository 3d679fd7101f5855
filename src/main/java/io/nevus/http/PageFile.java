package io.nevus.http;

import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A file of the class path, tagged with its content. Helidon's static content tags with the time of the jar, which is
 * the same in every image that Jib builds: browsers would keep the old page after an update.
 */
record PageFile(Reply reply, String tag) {

    static Optional<PageFile> read(String resource) {
        return read(resource, MediaTypes.detectType(resource).map(type -> type.text()).orElse("application/octet-stream"));
    }

    static Optional<PageFile> read(String resource, String mediaType) {
        try (InputStream in = PageFile.class.getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(of(in.readAllBytes(), mediaType));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PageFile of(byte[] content, String mediaType) {
        String tag = '"' + hash(content) + '"';
        // browsers ask again each time, and mostly hear "not modified": a new version shows at once
        return new PageFile(Reply.of(content, mediaType).with(HeaderNames.CACHE_CONTROL, "no-cache")
                .with(HeaderNames.ETAG, tag), tag);
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    Reply answer(ServerRequest request) {
        List<String> known = request.headers().values(HeaderNames.IF_NONE_MATCH);
        return known.contains(tag) || known.contains("W/" + tag)
                ? Reply.empty(Status.NOT_MODIFIED_304).with(HeaderNames.ETAG, tag)
                        .with(HeaderNames.CACHE_CONTROL, "no-cache")
                : reply;
    }
}
