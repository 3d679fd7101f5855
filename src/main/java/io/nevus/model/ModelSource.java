package io.nevus.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/**
 * Where a model comes from: a directory or a TensorFlow.js model, or the http(s) address of one, which is copied into a
 * cache first. The address {@code gs://bucket/path} stands for public objects of Cloud Storage.
 */
public final class ModelSource {

    private static final System.Logger LOGGER = System.getLogger(ModelSource.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** A model is 10 MB; this only keeps an endless answer from filling the disk. */
    private static final long LARGEST_FILE = 500_000_000;

    private ModelSource() {
    }

    /**
     * The directory itself, a copy of what is at the address, or what a TensorFlow.js model (.json) was converted to.
     * Loading verifies the checksums in any case.
     *
     * @throws ModelException when the address does not answer or holds no model
     */
    public static Path directory(String location, Path cache) {
        String address = address(location);
        if (address.matches("[^?#]*\\.json([?#].*)?")) {
            return TfjsCache.directory(address, cache);
        }
        return isAddress(address) ? download(address, cache) : Path.of(location);
    }

    /** Cloud Storage serves public objects over https. */
    static String address(String location) {
        return location.replaceFirst("^gs://", "https://storage.googleapis.com/");
    }

    static boolean isAddress(String location) {
        return location.matches("(?i)https?://.*");
    }

    private static Path download(String location, Path cache) {
        URI base = URI.create(location.endsWith("/") ? location : location + "/");
        Path directory = cache.resolve(Digests.sha256(base.toString().getBytes()).substring(0, 16));
        try (HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(PATIENCE).build()) {
            Files.createDirectories(directory);
            LOGGER.log(Level.INFO, "Getting the model from {0}", base);
            fetch(client, base.resolve(ModelCard.FILE), directory.resolve(ModelCard.FILE));
            for (var file : ModelCard.read(directory).files().entrySet()) {
                Path target = directory.resolve(file.getKey());
                if (!Files.exists(target) || !Digests.sha256(target).equals(file.getValue())) {
                    Files.createDirectories(target.getParent());
                    fetch(client, base.resolve(file.getKey()), target);
                }
            }
            return directory;
        } catch (IOException e) {
            throw new ModelException("Cannot get the model from %s: %s".formatted(base, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException("The server is stopping", e);
        }
    }

    private static void fetch(HttpClient client, URI from, Path to) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = client.send(
                HttpRequest.newBuilder(from).timeout(PATIENCE).build(), BodyHandlers.ofInputStream());
        Path unfinished = Files.createTempFile(to.getParent(), to.getFileName().toString(), ".unfinished");
        try (InputStream body = answer.body(); OutputStream out = Files.newOutputStream(unfinished)) {
            if (answer.statusCode() != 200) {
                throw new IOException("%s answers %d".formatted(from, answer.statusCode()));
            }
            byte[] buffer = new byte[1 << 16];
            long total = 0;
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                total += n;
                if (total > LARGEST_FILE) {
                    throw new IOException("%s is longer than %d bytes".formatted(from, LARGEST_FILE));
                }
                out.write(buffer, 0, n);
            }
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        Files.move(unfinished, to, StandardCopyOption.REPLACE_EXISTING);
    }
}
