package io.nevus.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped model behind an http address. */
class ModelSourceTest {

    @TempDir
    private Path cache;
    private HttpServer server;
    private final List<String> asked = new ArrayList<>();
    private volatile boolean truncating;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        server.createContext("/m/", exchange -> {
            String name = exchange.getRequestURI().getPath().substring("/m/".length());
            asked.add(name);
            Path file = Path.of("model", name);
            byte[] body = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            if (truncating && name.endsWith(".pb")) {
                body = Arrays.copyOf(body, body.length / 2);
            }
            exchange.sendResponseHeaders(Files.exists(file) ? 200 : 404, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String address(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    @Test
    void aDirectoryIsItself() {
        assertEquals(Path.of("some/where"), ModelSource.directory("some/where", cache));
    }

    @Test
    void anAddressIsCopiedOnce() {
        try (SavedModel model = SavedModel.load(ModelSource.directory(address("/m"), cache))) {
            assertTrue(model.problem().isEmpty());
        }
        asked.clear();
        ModelSource.directory(address("/m/"), cache);
        assertEquals(List.of("card.json"), asked, "the rest is there already");
    }

    @Test
    void aTruncatedModelIsNotServedAndGotAgain() {
        truncating = true;
        assertTrue(assertThrows(ModelException.class, () -> ModelSource.directory(address("/m/"), cache)).getMessage()
                .contains("SHA-256"));
        truncating = false;
        SavedModel.load(ModelSource.directory(address("/m/"), cache)).close();
    }

    @Test
    void theLastGoodCopyOfAnAddressServesToo() {
        var place = new ModelPlace(address("/m/"), Views.ONE, Precision.FLOAT32, Duration.ZERO, Optional.empty());
        ModelSource.open(place, cache).close();
        server.stop(0);
        try (Model model = ModelSource.open(place, cache)) {
            assertTrue(model.notice().orElseThrow().contains("last good copy"));
        }
    }

    @Test
    void anAddressWithoutAModelIsNamed() {
        String message = assertThrows(ModelException.class,
                () -> ModelSource.directory(address("/nothing/"), cache)).getMessage();
        assertTrue(message.contains("/nothing/") && message.contains("404"), message);
    }
}
