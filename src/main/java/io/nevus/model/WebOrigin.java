package io.nevus.model;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A folder of any web server. It has no list of its files, so that a look finds nothing new ever.
 *
 * @param folder up to and with the last slash
 * @param query  with its question mark, or empty: what the file was asked with, such as a token, holds for the others
 */
record WebOrigin(String folder, String file, String query) implements Origin, Snapshot {

    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final long MINUTES_A_FILE = 2;
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL).connectTimeout(CONNECTING).build();

    static Optional<Origin> of(String location) {
        if (!location.matches("(?i)https?://.*")) {
            return Optional.empty();
        }
        String path = location.replaceFirst("[?#].*", "");
        String query = location.substring(path.length()).replaceFirst("#.*", "");
        int slash = path.lastIndexOf('/') + 1; // a query may hold slashes, too
        return Optional.of(path.endsWith(".json")
                ? new WebOrigin(path.substring(0, slash), path.substring(slash), query)
                : new WebOrigin(path.endsWith("/") ? path : path + "/", ModelCard.FILE, query));
    }

    @Override
    public Snapshot look() {
        return this;
    }

    @Override
    public String state() {
        return folder;
    }

    @Override
    public String key() {
        return folder + file + query;
    }

    @Override
    public long size(String name) {
        return 0;
    }

    /** Unlike the client's own timeout, this one holds for the body, too. */
    @Override
    public void copy(String name, OutputStream to) throws IOException {
        var limited = new Limited(to, Limited.ON_DISK);
        CompletableFuture<HttpResponse<Void>> answer = CLIENT.sendAsync(request(name),
                head -> head.statusCode() == 200 ? BodyHandlers.ofByteArrayConsumer(part -> part.ifPresent(
                        bytes -> write(limited, bytes))).apply(head) : BodyHandlers.discarding().apply(head));
        try {
            int status = answer.get(MINUTES_A_FILE, TimeUnit.MINUTES).statusCode();
            if (status != 200) {
                throw new IOException("the address answers %d".formatted(status));
            }
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("it did not come within %d minutes".formatted(MINUTES_A_FILE), e);
        } catch (ExecutionException e) {
            throw new IOException(reason(e.getCause()), e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("the program is stopping", e);
        }
    }

    private static String reason(Throwable cause) {
        Throwable first = cause instanceof UncheckedIOException ? cause.getCause() : cause;
        return first.getMessage() == null ? "the address does not answer" : first.getMessage();
    }

    private HttpRequest request(String name) throws IOException {
        try {
            return HttpRequest.newBuilder(URI.create(folder + name.replace(" ", "%20") + query)).build();
        } catch (IllegalArgumentException e) {
            throw new IOException("this is no address", e);
        }
    }

    private static void write(OutputStream to, byte[] bytes) {
        try {
            to.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without the query, which may hold a secret. */
    @Override
    public String toString() {
        return file.equals(ModelCard.FILE) ? folder : folder + file;
    }
}
