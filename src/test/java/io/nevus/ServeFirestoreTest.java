package io.nevus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.picture.PictureFactory;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process that is told by its environment to keep predictions in Firestore. */
@Timeout(120)
class ServeFirestoreTest {
    @TempDir
    private Path home;
    private Process process;
    private final HttpClient client = HttpClient.newHttpClient();

    private URI serve(Map<String, String> environment) throws IOException {
        var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                "-Duser.home=" + home, "-cp", System.getProperty("java.class.path"), Main.class.getName(),
                "serve", "--port", "0").redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> name.startsWith("GOOGLE_") || name.startsWith("CLOUDSDK_"));
        builder.environment().putAll(environment);
        process = builder.start();
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        while (!line.startsWith("Nevus is listening on ")) {
            line = out.readLine();
        }
        return URI.create(line.substring(line.indexOf("http")));
    }

    @AfterEach
    void stop() throws InterruptedException {
        process.destroy();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
    }

    @Test
    void keepsPredictionsInTheEmulatorThatTheEnvironmentNames() throws Exception {
        FirestoreEmulator emulator = FirestoreEmulator.empty();
        URI server = serve(Map.of("FIRESTORE_EMULATOR_HOST", "127.0.0.1:" + emulator.port(),
                "GOOGLE_CLOUD_PROJECT", FirestoreEmulator.PROJECT));
        await(server, 200, "");
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/predict"))
                .header("Content-Type", "multipart/form-data; boundary=edge")
                .POST(BodyPublishers.ofByteArray(form(PictureFactory.jpeg()))).build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        assertEquals(201, answer.statusCode(), answer.body());
        String id = answer.body().replaceFirst(".*\"id\":\"([^\"]+)\".*", "$1");
        assertTrue(emulator.get("predictions/" + id).contains("\"modelVersion\""), id);
    }

    @Test
    void startsWithTheMachinesIdentityAndSaysWhyItIsNotReady() throws Exception {
        try (var machine = new MachineIdentity()) {
            URI server = serve(Map.of("NEVUS_HISTORY_STORE", "firestore", "FIRESTORE_EMULATOR_HOST", "",
                    "GCE_METADATA_HOST", machine.host()));
            assertEquals(200, get(server, "/observe/health/live").statusCode());
            // unreachable, or where there is a network, with a token that Google does not know
            await(server, 503, "\"reason\":\"Firestore (cannot be reached|does not).*");
            assertTrue(machine.wasAsked("/project-id"));
        }
    }

    private void await(URI server, int status, String pattern) throws Exception {
        HttpResponse<String> ready = get(server, "/observe/health/ready");
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
                ready.statusCode() != status || !ready.body().matches("(?s).*" + pattern + ".*");
                ready = get(server, "/observe/health/ready")) {
            assertTrue(System.nanoTime() < end, ready.body());
            Thread.sleep(50);
        }
    }

    private HttpResponse<String> get(URI server, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.ofString());
    }

    private static byte[] form(byte[] picture) {
        var form = new ByteArrayOutputStream();
        form.writeBytes(("--edge\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.jpg\"\r\n"
                + "Content-Type: image/jpeg\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        form.writeBytes(picture);
        form.writeBytes("\r\n--edge--\r\n".getBytes(StandardCharsets.US_ASCII));
        return form.toByteArray();
    }
}
