package io.nevus.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.history.FirestorePlace;
import io.nevus.model.ModelPlace;
import io.nevus.model.Precision;
import io.nevus.model.Views;
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
        // CLOUD_SHELL: the test may run on a machine of Google's
        Settings settings = load(Map.of(), Map.of("XDG_DATA_HOME", "/data", "CLOUD_SHELL", "true"));
        assertEquals(new HttpSettings("0.0.0.0", 8080, 2000, 1024, Duration.ofSeconds(10), Duration.ofSeconds(60),
                Duration.ofSeconds(30)), settings.http());
        assertEquals(Duration.ofSeconds(30), settings.upload().deadline());
        assertEquals(new ModelPlace("", Views.ONE, Precision.AUTO, Duration.ofSeconds(60), Optional.empty()),
                settings.model());
        assertEquals(LogFormat.TEXT, settings.log());
        Path file = assertInstanceOf(HistorySettings.InSqlite.class, settings.history()).file();
        assertTrue(file.endsWith(Path.of("nevus/history.db")) || file.endsWith(Path.of("Nevus/history.db")),
                file.toString());
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
        assertEquals("gs://b/m", settings.model().location());
        assertEquals(LogFormat.JSON, settings.log());
    }

    @Test
    void takesEachKeyFromTheEnvironment() {
        Settings settings = load(Map.of(),
                Map.of("NEVUS_SERVER_PORT", "1", "PORT", "2", "NEVUS_SERVER_HEADER_SECONDS", "3",
                "NEVUS_UPLOAD_MEMORY_PERCENT", "10", "NEVUS_HISTORY_FILE", "/h.db", "NEVUS_MODEL_VIEWS", " 8 ",
                "NEVUS_MODEL_PRECISION", " Float32 ",
                "NEVUS_SERVER_HOST", " "));
        assertEquals(1, settings.http().port());
        assertEquals("0.0.0.0", settings.http().host());
        assertEquals(Duration.ofSeconds(3), settings.http().headerTime());
        assertEquals(new Views(8), settings.model().views());
        assertEquals(Precision.FLOAT32, settings.model().precision());
        assertEquals(Runtime.getRuntime().maxMemory() / 100 * 10, settings.upload().memory());
        assertEquals(new HistorySettings.InSqlite(Path.of("/h.db")), settings.history());
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
            NEVUS_MODEL_VIEWS | 3 | NEVUS_MODEL_VIEWS must be 1, 2, 4 or 8, not '3'
            NEVUS_MODEL_VIEWS | eight | NEVUS_MODEL_VIEWS must be 1, 2, 4 or 8, not 'eight'
            NEVUS_LOG_FORMAT | xml | NEVUS_LOG_FORMAT is 'xml', but must be text or json
            NEVUS_HISTORY_STORE | mysql | NEVUS_HISTORY_STORE is 'mysql', but must be auto, sqlite or firestore
            FIRESTORE_EMULATOR_HOST | here | FIRESTORE_EMULATOR_HOST is 'here', but must be host:port, such as \
            localhost:8081
            """)
    void namesTheVariable(String name, String value, String message) {
        assertEquals(message, assertThrows(WrongSetting.class, () -> load(Map.of(), Map.of(name, value))).getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PROJECT | My Project | the id of a Google Cloud project, such as my-project-1
            DATABASE | ab | (default) or the id of a Firestore database
            DATABASE | A | (default) or the id of a Firestore database
            COLLECTION | a/b | the name of a collection, without a slash
            COLLECTION | .. | the name of a collection, without a slash
            COLLECTION | __own__ | the name of a collection, without a slash
            """)
    void namesWhatFirestoreCannotBeCalled(String key, String value, String meaning) {
        Map<String, String> environment = Map.of("NEVUS_HISTORY_STORE", "firestore", "NEVUS_HISTORY_" + key, value);
        assertEquals("NEVUS_HISTORY_%s is '%s', but must be %s".formatted(key, value, meaning),
                assertThrows(WrongSetting.class, () -> load(Map.of(), environment)).getMessage());
    }

    @Test
    void choosesFirestoreWhereItIs() {
        var predictions = new FirestorePlace(Optional.empty(), "(default)", "predictions", Optional.empty());
        assertEquals(new HistorySettings.InFirestore(predictions), load(Map.of(), Map.of("K_SERVICE", "s")).history());
        assertEquals(new HistorySettings.InFirestore(predictions),
                load(Map.of("history.store", " Firestore "), Map.of("CLOUD_SHELL", "true")).history());
        assertEquals(new HistorySettings.InFirestore(
                new FirestorePlace(Optional.of("my-project"), "other", "records", Optional.of("[::1]:80"))),
                load(Map.of(), Map.of("FIRESTORE_EMULATOR_HOST", "[::1]:80", "GOOGLE_CLOUD_PROJECT", "my-project",
                        "NEVUS_HISTORY_DATABASE", "other", "NEVUS_HISTORY_COLLECTION", "records")).history());
        assertEquals(new HistorySettings.InSqlite(Path.of("h.db")),
                load(Map.of("history.file", "h.db"), Map.of("K_SERVICE", "s")).history(), "a named file comes first");
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
