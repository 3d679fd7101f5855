package io.nevus.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.nevus.tfjs.Quantised;
import io.nevus.tfjs.TestModels;
import io.nevus.tfjs.TfjsWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bucket with a TensorFlow.js model, as MODEL_URL names it. */
class TfjsDownloadTest {

    @TempDir
    private Path folder;
    private Path cache;
    private HttpServer bucket;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile int missingBytes;

    @BeforeEach
    void start() throws IOException {
        cache = folder.resolve("cache");
        TfjsWriter.write(folder.resolve("web"), TestModels.likeTheCourses(48), Quantised.NOT, 3000);
        bucket = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        bucket.createContext("/bucket/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            Path file = folder.resolve("web").resolve(exchange.getRequestURI().getPath().substring("/bucket/".length()));
            if (Files.exists(file)) {
                byte[] body = Files.readAllBytes(file);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body, 0, body.length - (file.toString().endsWith(".bin") ? missingBytes : 0));
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
            exchange.close();
        });
        bucket.start();
    }

    @AfterEach
    void stop() {
        bucket.stop(0);
    }

    private String address(String path) {
        return "http://localhost:%d/bucket/%s".formatted(bucket.getAddress().getPort(), path);
    }

    private Path directory(String path) {
        return ModelSource.directory(address(path), cache);
    }

    private String fault(String path) {
        return assertThrows(ModelException.class, () -> directory(path)).getMessage();
    }

    @Test
    void aModelIsConvertedOnceForEachContent() throws IOException {
        Path first = directory("model.json");
        SavedModel.load(first).close();
        var written = Files.getLastModifiedTime(first.resolve(ServingFile.NAME));
        assertEquals(first, directory("model.json"));
        assertEquals(written, Files.getLastModifiedTime(first.resolve(ServingFile.NAME)));
        TfjsWriter.write(folder.resolve("web"), TestModels.likeTheCourses(48), Quantised.FLOAT16, 3000);
        Path second = directory("model.json");
        assertNotEquals(first, second);
        assertNotEquals(ModelCard.read(first).version(), ModelCard.read(second).version());
    }

    @Test
    void aDamagedConversionIsMadeAgain() throws IOException {
        Path directory = directory("model.json");
        Files.write(directory.resolve(ServingFile.NAME), new byte[100]);
        SavedModel.load(directory("model.json")).close();
    }

    @Test
    void theShardsAreAskedWithTheSameQuery() {
        directory("model.json?token=a/b&alt=media");
        assertTrue(asked.size() > 2, asked.toString());
        assertTrue(asked.stream().allMatch(uri -> uri.endsWith("?token=a/b&alt=media")), asked.toString());
    }

    @Test
    void aFileOnDiskIsConvertedToo() {
        Path directory = ModelSource.directory(folder.resolve("web").resolve("model.json").toString(), cache);
        assertEquals("sigmoid", ModelCard.read(directory).json().getString("kind"));
    }

    @Test
    void aMissingModelIsNamedWithoutItsSecret() {
        String message = fault("nothing.json?token=secret");
        assertTrue(message.contains("/bucket/nothing.json") && message.contains("404"), message);
        assertFalse(message.contains("secret"), message);
    }

    @Test
    void aMissingShardIsNamed() throws IOException {
        Files.delete(folder.resolve("web").resolve("group1-shard2of2.bin"));
        String message = fault("model.json");
        assertTrue(message.contains("group1-shard2of2.bin") && message.contains("404"), message);
    }

    @Test
    void aCutOffShardLeavesNothingBehind() throws IOException {
        missingBytes = 1;
        assertTrue(fault("model.json").contains("group1-shard1of2.bin"));
        missingBytes = 0;
        directory("model.json");
        try (Stream<Path> kept = Files.list(cache)) {
            assertEquals(1, kept.count());
        }
    }

    @Test
    void anAddressThatDoesNotAnswerIsNamed() {
        String unreachable = address("model.json");
        bucket.stop(0);
        String message = assertThrows(ModelException.class, () -> ModelSource.directory(unreachable, cache)).getMessage();
        assertTrue(message.contains("/bucket/model.json"), message);
        assertEquals(1, message.lines().count(), message);
    }

    @Test
    void anImpossibleAddressIsNamed() {
        String message = assertThrows(ModelException.class,
                () -> ModelSource.directory("http://[/model.json?secret", cache)).getMessage();
        assertTrue(message.contains("no address") && !message.contains("secret"), message);
    }
}
