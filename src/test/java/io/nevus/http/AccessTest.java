package io.nevus.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.picture.PictureFactory;
import java.awt.Color;
import java.net.InetAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may write, and how often each client may ask. */
class AccessTest {
    private static final String KEY = "0123456789abcdef-secret";
    private static final long MINUTE = 60_000_000_000L;

    @Test
    void writingToTheApiNeedsTheKey() throws Exception {
        byte[] form = Multipart.image(PictureFactory.jpeg(LesionDrawing.mole())).bytes();
        try (var server = new TestServer(Map.of("access.api-key", KEY))) {
            for (String shown : List.of("", "0123456789abcdef-secre", KEY + "x", "Bearer " + KEY)) {
                HttpResponse<String> refused = server.send("POST", "/api/predictions", BodyPublishers.ofByteArray(form),
                        "Content-Type", Multipart.TYPE, "X-Api-Key", shown);
                assertEquals(401, refused.statusCode(), shown);
                assertEquals("Bearer realm=\"nevus\"", refused.headers().firstValue("WWW-Authenticate").orElseThrow());
                assertFalse(refused.body().contains(KEY), "the key is told to nobody");
            }
            assertEquals(401, server.upload("/api/predictions", PictureFactory.jpeg(LesionDrawing.mole())).statusCode());
            assertTrue(server.history.list(1, Optional.empty()).isEmpty(), "nothing was kept");
            assertEquals(201, server.send("POST", "/api/predictions", BodyPublishers.ofByteArray(form),
                    "Content-Type", Multipart.TYPE, "X-Api-Key", KEY).statusCode());
            UUID id = server.history.list(1, Optional.empty()).getFirst().id();
            assertEquals(401, server.send("DELETE", "/api/predictions/" + id, BodyPublishers.noBody()).statusCode());
            assertEquals(401, server.send("DELETE", "/%61pi//predictions/" + id, BodyPublishers.noBody()).statusCode());
            assertEquals(200, server.get("/api/predictions/" + id).statusCode(), "reading needs no key");
            assertEquals(204, server.send("DELETE", "/api/predictions/" + id, BodyPublishers.noBody(),
                    "Authorization", "bearer " + KEY).statusCode());
        }
    }

    @Test
    void theContractNeedsNoKey() throws Exception {
        try (var server = new TestServer(Map.of("access.api-key", KEY))) {
            assertEquals(201, server.upload("/predict", PictureFactory.jpeg(LesionDrawing.mole())).statusCode());
            assertEquals(200, server.get("/predict/histories").statusCode());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "has a blank in the middle", "not-äscii-at-all-but-long"})
    void aBadKeyIsNotAcceptedNorTold(String key) {
        var e = assertThrows(WrongSetting.class, () -> TestServer.settings(Map.of("access.api-key", key)));
        assertFalse(e.getMessage().contains(key), e.getMessage());
    }

    @Test
    void aClientThatAsksTooOftenIsToldWhenToComeBack() throws Exception {
        try (var server = new TestServer(Map.of("access.requests-per-minute", "3"))) {
            for (int i = 0; i < 3; i++) {
                assertEquals(200, server.get("/api/model").statusCode());
            }
            HttpResponse<String> refused = server.get("/api/predictions");
            assertEquals(429, refused.statusCode());
            int wait = Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow());
            assertTrue(wait >= 1 && wait <= 20, "in " + wait + " s");
            assertEquals("application/problem+json", refused.headers().firstValue("Content-Type").orElseThrow());

            HttpResponse<String> contract = server.upload("/predict", PictureFactory.jpeg(PictureFactory.uniform(200, 200,
                    Color.PINK)));
            assertEquals(429, contract.statusCode());
            assertTrue(contract.body().startsWith("{\"status\":\"fail\",\"message\":"), contract.body());

            assertEquals(200, server.get("/").statusCode(), "the page is there");
            assertEquals(200, server.get("/observe/health/live").statusCode(), "probes are not counted");
            assertEquals(204, server.send("OPTIONS", "/predict", BodyPublishers.noBody()).statusCode());
        }
    }

    @Test
    void aClaimedAddressIsNotBelieved() throws Exception {
        try (var server = new TestServer(Map.of("access.requests-per-minute", "2"))) {
            int last = 0;
            for (int i = 0; i < 3; i++) {
                last = server.send("GET", "/api/model", BodyPublishers.noBody(), "X-Forwarded-For", "9.9.9." + i).statusCode();
            }
            assertEquals(429, last);
        }
    }

    @Test
    void aTrustedProxyTellsItsClientsApart() throws Exception {
        try (var server = new TestServer(Map.of("access.requests-per-minute", "1",
                "access.trusted-proxies", "127.0.0.0/8, ::1"))) {
            assertEquals(200, asFor(server, "9.9.9.1"));
            assertEquals(429, asFor(server, "9.9.9.1"));
            assertEquals(200, asFor(server, "9.9.9.2"));
            assertEquals(429, asFor(server, "1.2.3.4, 9.9.9.2"), "what the client itself wrote is not believed");
        }
    }

    private static int asFor(TestServer server, String addresses) throws Exception {
        return server.send("GET", "/api/model", BodyPublishers.noBody(), "X-Forwarded-For", addresses).statusCode();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            10.1.2.3 |                     | 10.1.2.3
            10.1.2.3 | 9.9.9.9             | 9.9.9.9
            10.1.2.3 | 8.8.8.8, 9.9.9.9    | 9.9.9.9
            10.1.2.3 | 8.8.8.8, 10.7.7.7   | 8.8.8.8
            10.1.2.3 | 8.8.8.8, nonsense   | 10.1.2.3
            10.1.2.3 | example.org         | 10.1.2.3
            11.1.2.3 | 9.9.9.9             | 11.1.2.3
            10.1.2.3 | 2001:db8:1:2:3::4   | 2001:db8:1:2::
            """)
    void theClientIsTheFirstThatIsNoProxy(String peer, String forwarded, String client) throws Exception {
        var clients = new Clients(List.of(AddressRange.of("10.0.0.0/8")));
        AddressRange found = clients.range(InetAddress.ofLiteral(peer),
                Optional.ofNullable(forwarded).map(List::of).orElse(List.of()));
        assertEquals(InetAddress.ofLiteral(client), found.first());
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "proxy.example.org", "10.0.0.0/x", "::1/129"})
    void proxiesAreGivenByAddress(String range) {
        assertThrows(WrongSetting.class, () -> TestServer.settings(Map.of("access.trusted-proxies", range)));
    }

    @Test
    void requestsComeBackWithTime() {
        var limit = new RateLimit(new AccessSettings(Optional.empty(), 60, List.of()));
        AddressRange client = AddressRange.of("9.9.9.9");
        for (int i = 0; i < 60; i++) {
            assertEquals(Duration.ZERO, limit.take(client, 0));
        }
        assertEquals(Duration.ofSeconds(1), limit.take(client, 0));
        assertEquals(Duration.ofMillis(500), limit.take(client, MINUTE / 120));
        assertEquals(Duration.ZERO, limit.take(client, MINUTE / 60));
        assertEquals(Duration.ZERO, limit.take(AddressRange.of("9.9.9.8"), 0), "others are not held up");
    }

    @Test
    void manyClientsNeedBoundedMemory() {
        var limit = new RateLimit(new AccessSettings(Optional.empty(), 1, List.of()));
        for (int i = 0; i < 100_000; i++) {
            limit.take(AddressRange.of("%d.%d.%d.1".formatted(1 + i / 65_536, i / 256 % 256, i % 256)), 0);
        }
        assertTrue(limit.clients() <= 20_000, limit.clients() + " are remembered");
    }
}
