package io.nevus.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @TempDir
    private Path directory;

    private static Settings load(Map<String, String> options, Map<String, String> environment) {
        return Settings.load(options, environment, Optional.empty());
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(directory.resolve("nevus.yaml"), yaml);
    }

    @Test
    void hasDefaults() {
        Settings settings = load(Map.of(), Map.of("XDG_DATA_HOME", "/data"));
        assertEquals(new HttpSettings("0.0.0.0", 8080, 2000, 1024, Duration.ofSeconds(10), Duration.ofSeconds(60),
                Duration.ofSeconds(30)), settings.http());
        assertEquals(Duration.ofSeconds(30), settings.upload().deadline());
        assertEquals("", settings.model());
        assertEquals(LogFormat.TEXT, settings.log());
        assertTrue(settings.history().endsWith(Path.of("nevus/history.db"))
                || settings.history().endsWith(Path.of("Nevus/history.db")), settings.history().toString());
    }

    @Test
    void prefersOptionThenVariableThenFile() throws IOException {
        Optional<Path> file = Optional.of(file("server:\n  port: 1\n  host: 127.0.0.3\nupload:\n  seconds: 7\n"));
        Map<String, String> environment = Map.of("PORT", "2", "HOST", "127.0.0.2", "MODEL_URL", "gs://b/m",
                "NEVUS_LOG_FORMAT", "JSON");
        Settings settings = Settings.load(Map.of("server.port", "3"), environment, file);
        assertEquals(3, settings.http().port());
        assertEquals("127.0.0.2", settings.http().host());
        assertEquals(Duration.ofSeconds(7), settings.upload().deadline());
        assertEquals("gs://b/m", settings.model());
        assertEquals(LogFormat.JSON, settings.log());
    }

    @Test
    void takesEachKeyFromTheEnvironment() {
        Settings settings = load(Map.of(),
                Map.of("NEVUS_SERVER_PORT", "1", "PORT", "2", "NEVUS_SERVER_HEADER_SECONDS", "3",
                "NEVUS_UPLOAD_MEMORY_PERCENT", "10", "NEVUS_HISTORY_FILE", "/h.db", "NEVUS_SERVER_HOST", " "));
        assertEquals(1, settings.http().port());
        assertEquals("0.0.0.0", settings.http().host());
        assertEquals(Duration.ofSeconds(3), settings.http().headerTime());
        assertEquals(Runtime.getRuntime().maxMemory() / 100 * 10, settings.upload().memory());
        assertEquals(Path.of("/h.db"), settings.history());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PORT | abc | PORT is 'abc', but must be a whole number from 0 to 65535
            PORT | 65536 | PORT is '65536', but must be a whole number from 0 to 65535
            NEVUS_SERVER_PORT | -1 | NEVUS_SERVER_PORT is '-1', but must be a whole number from 0 to 65535
            NEVUS_SERVER_CONNECTIONS | 0 | NEVUS_SERVER_CONNECTIONS is '0', but must be a whole number from 1 to 100000
            NEVUS_UPLOAD_SECONDS | 1.5 | NEVUS_UPLOAD_SECONDS is '1.5', but must be a whole number from 1 to 3600
            NEVUS_UPLOAD_MEMORY_PERCENT | 9999999999 | NEVUS_UPLOAD_MEMORY_PERCENT is '9999999999', but must be a \
            whole number from 1 to 40
            NEVUS_LOG_FORMAT | xml | NEVUS_LOG_FORMAT is 'xml', but must be text or json
            """)
    void namesTheVariable(String name, String value, String message) {
        assertEquals(message, assertThrows(WrongSetting.class, () -> load(Map.of(), Map.of(name, value))).getMessage());
    }

    @Test
    void namesTheOptionAndTheFile() throws IOException {
        assertEquals("--port is 'x\u00e9 y', but must be a whole number from 0 to 65535",
                assertThrows(WrongSetting.class, () -> load(Map.of("server.port", "x\u00e9\ny"), Map.of()))
                        .getMessage());
        assertTrue(wrong("upload:\n  seconds: 0\n").startsWith("upload.seconds in "), wrong("upload:\n  seconds: 0\n"));
        assertTrue(wrong("server:\n  prot: 1\n").startsWith("server.prot in "), wrong("server:\n  prot: 1\n"));
        assertTrue(wrong("a: [\n").startsWith("--config "), wrong("a: [\n"));
        assertTrue(assertThrows(WrongSetting.class, () -> Settings.load(Map.of(), Map.of(),
                Optional.of(directory.resolve("none")))).getMessage().startsWith("--config names "));
    }

    private String wrong(String yaml) throws IOException {
        Optional<Path> file = Optional.of(file(yaml));
        return assertThrows(WrongSetting.class, () -> Settings.load(Map.of(), Map.of(), file)).getMessage();
    }
}
