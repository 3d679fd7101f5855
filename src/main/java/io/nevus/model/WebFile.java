package io.nevus.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One file from a web server, whole or not at all. */
final class WebFile {

    private static final HttpClient CLIENT = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(10)).build();

    private WebFile() {
    }

    static byte[] read(String address, Duration patience) throws IOException {
        var bytes = new ByteArrayOutputStream();
        copy(address, patience, new Limited(bytes, Limited.IN_MEMORY));
        return bytes.toByteArray();
    }

    /** Unlike the client's own timeout, this one holds for the body, too. */
    static void copy(String address, Duration patience, OutputStream to) throws IOException {
        CompletableFuture<HttpResponse<Void>> answer = CLIENT.sendAsync(request(address),
                head -> head.statusCode() == 200
                        ? BodyHandlers.ofByteArrayConsumer(part -> part.ifPresent(bytes -> write(to, bytes))).apply(head)
                        : BodyHandlers.discarding().apply(head));
        try {
            int status = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            if (status != 200) {
                throw new IOException("the address answers %d".formatted(status));
            }
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("it did not come within %d seconds".formatted(patience.toSeconds()), e);
        } catch (ExecutionException e) {
            throw new IOException(reason(e.getCause()), e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("the program is stopping", e);
        }
    }

    private static HttpRequest request(String address) throws IOException {
        try {
            return HttpRequest.newBuilder(URI.create(address.replace(" ", "%20"))).build();
        } catch (IllegalArgumentException e) {
            throw new IOException("this is no address", e);
        }
    }

    private static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost.getMessage() == null ? "the address does not answer" : innermost.getMessage();
    }

    private static void write(OutputStream to, byte[] bytes) {
        try {
            to.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
