package io.nevus.model;

import io.nevus.tfjs.TfjsFiles;
import java.io.IOException;
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

/**
 * The files of a TensorFlow.js model behind an address.
 *
 * @param folder up to and with the last slash
 * @param query  with its question mark, or empty: what model.json was asked with, such as a token, holds for its shards
 */
record RemoteFiles(HttpClient client, String folder, String query) implements TfjsFiles {

    /** The converter's shards have 4 MB. */
    private static final long MINUTES_A_FILE = 2;
    private static final long LARGEST_FILE = 500_000_000;

    static HttpClient newClient() {
        return HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(30)).build();
    }

    @Override
    public byte[] read(String name) throws IOException {
        HttpResponse<byte[]> answer = get(URI.create(folder + name.replace(" ", "%20") + query));
        if (answer.statusCode() != 200) {
            throw new IOException("the address answers %d".formatted(answer.statusCode()));
        }
        return answer.body();
    }

    /** Unlike the client's own timeout, this one holds for the body, too. */
    private HttpResponse<byte[]> get(URI address) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(HttpRequest.newBuilder(address).build(),
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_FILE));
        try {
            return answer.get(MINUTES_A_FILE, TimeUnit.MINUTES);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("it did not come within %d minutes".formatted(MINUTES_A_FILE), e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage() == null ? "the address does not answer"
                    : e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("the program is stopping", e);
        }
    }
}
