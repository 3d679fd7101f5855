package io.nevus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.picture.PictureFactory;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged server is killed in the middle of a burst of uploads: what it acknowledged must be there afterwards. */
@Timeout(180)
class KilledServerIT {

    private static final int CLIENTS = 8;
    private static final int ENOUGH = 60;
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

    @TempDir
    private Path folder;
    private final List<Process> started = new ArrayList<>();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private URI serve() throws IOException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-jar", "target/nevus.jar",
                "serve", "--port", "0", "--history", folder.resolve("history.db").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        started.add(process);
        var out = process.inputReader();
        String line = out.readLine();
        URI address = URI.create(line.substring(line.indexOf("http")));
        while (!line.startsWith("The model is ready")) {
            line = out.readLine();
        }
        Thread.ofVirtual().start(() -> out.lines().forEach(_ -> { }));
        return address;
    }

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void keepsWhatItAcknowledged() throws Exception {
        URI server = serve();
        Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.execute(() -> upload(server, acknowledged));
            }
            while (acknowledged.size() < ENOUGH) {
                Thread.sleep(5);
            }
            started.getLast().destroyForcibly().waitFor();
        }
        URI again = serve();
        for (String id : acknowledged) {
            assertEquals(200, get(again.resolve("/api/predictions/" + id)).statusCode(), id);
        }
        Matcher listed = ID.matcher(get(again.resolve("/predict/histories")).body().replaceAll("\"history\":\\{[^}]*}", ""));
        List<String> ids = listed.results().map(match -> match.group(1)).toList();
        assertEquals(new HashSet<>(ids).size(), ids.size(), "none is listed twice");
        assertTrue(ids.containsAll(acknowledged));
    }

    /** Until the server is gone. */
    private void upload(URI server, Queue<String> acknowledged) {
        byte[] form = form(PictureFactory.jpeg());
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/predict"))
                .header("Content-Type", "multipart/form-data; boundary=edge")
                .POST(BodyPublishers.ofByteArray(form)).build();
        try {
            while (true) {
                HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
                Matcher id = ID.matcher(answer.body());
                if (answer.statusCode() == 201 && id.find()) {
                    acknowledged.add(id.group(1));
                }
            }
        } catch (IOException e) {
            // killed, as it should be
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] form(byte[] picture) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(("--edge\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.jpg\"\r\n"
                + "Content-Type: image/jpeg\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        form.writeBytes(picture);
        form.writeBytes("\r\n--edge--\r\n".getBytes(StandardCharsets.US_ASCII));
        return form.toByteArray();
    }

    private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }
}
