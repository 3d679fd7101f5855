package io.nevus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.http.Multipart;
import io.nevus.model.Precision;
import io.nevus.model.SavedModel;
import io.nevus.model.Views;
import io.nevus.picture.PictureFactory;
import io.nevus.triage.Examination;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as a process: what it prints, how it stops, with which status it ends. */
@Timeout(120)
class ServeCommandTest {
    @TempDir
    private Path directory;
    private final List<Process> started = new ArrayList<>();

    private Process serve(String... arguments) throws IOException {
        return serve(Map.of(), arguments);
    }

    private Process serve(Map<String, String> environment, String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"),
                Main.class.getName(), "serve", "--history", directory.resolve("history.db").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
    }

    private static URI address(BufferedReader out) throws IOException {
        String line = out.readLine();
        while (!line.startsWith("Nevus is listening on ")) {
            line = out.readLine();
        }
        assertTrue(line.matches("Nevus is listening on http://localhost:\\d+"), line);
        return URI.create(line.substring(line.indexOf("http")));
    }

    @Test
    void answersWhatItBeganBeforeItStops() throws Exception {
        Process process = serve("--port", "0");
        byte[] form = ("--edge\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a\"\r\n\r\n"
                + "\u00ff\u00d8picture\r\n--edge--\r\n").getBytes(StandardCharsets.ISO_8859_1);
        try (BufferedReader out = process.inputReader();
                Socket client = new Socket("localhost", address(out).getPort())) {
            String head = "POST /predict HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " + form.length
                    + "\r\nContent-Type: multipart/form-data; boundary=edge\r\n\r\n";
            client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().write(form, 0, 50);
            Thread.sleep(1_000);
            process.destroy();
            Thread.sleep(1_000);
            client.getOutputStream().write(form, 50, form.length - 50);
            String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            // this is no picture, nor need a model be there: what counts is that there is an answer
            assertTrue(answer.matches("(?s)HTTP/1\\.1 (400|503) .*\"status\":\"fail\".*"), answer);
        }
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
    }

    @Test
    void looksAtAsManyViewsAsTheEnvironmentSays() throws Exception {
        byte[] picture = PictureFactory.jpeg(PictureFactory.lesion(400, 300, 110, 90, 60));
        Process process = serve(Map.of("NEVUS_MODEL_VIEWS", "8"), "--port", "0");
        try (BufferedReader out = process.inputReader(); HttpClient client = HttpClient.newHttpClient()) {
            URI server = address(out);
            HttpRequest card = HttpRequest.newBuilder(server.resolve("/api/model")).build();
            while (client.send(card, BodyHandlers.ofString()).statusCode() != 200) {
                Thread.sleep(50);
            }
            assertEquals(8, json(client.send(card, BodyHandlers.ofString())).getInt("views"));
            JsonObject answer = json(client.send(HttpRequest.newBuilder(server.resolve("/api/predictions"))
                    .header("Content-Type", Multipart.TYPE)
                    .POST(BodyPublishers.ofByteArray(Multipart.image(picture).bytes())).build(),
                    BodyHandlers.ofString()));
            double told = answer.getJsonNumber("malignancy").doubleValue();
            assertEquals(malignancy(new Views(8), picture), told, 1e-6);
            assertNotEquals(malignancy(Views.ONE, picture), told, 1e-6);
            assertEquals(49, answer.getJsonObject("heatMap").getJsonArray("values").size());
        }
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return Json.createReader(new StringReader(answer.body())).readObject();
    }

    private static double malignancy(Views views, byte[] picture) {
        try (SavedModel model = SavedModel.load(Home.shippedModel(), views, Precision.FLOAT32)) {
            return assertInstanceOf(Examination.Judged.class, model.examine(picture)).malignancy();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --port   | abc              | nevus: --port is 'abc', but must be a whole number from 0 to 65535
            --port   | 70000            | nevus: --port is '70000', but must be a whole number from 0 to 65535
            --host   | no.such.invalid  | nevus: --host is 'no.such.invalid', but must be an address or host name of \
            this machine, such as 0.0.0.0
            --views  | 3                | nevus: --views must be 1, 2, 4 or 8, not '3'
            --precision | double        | nevus: --precision must be auto or float32, not 'double'
            --config | /no/such.yaml    | nevus: --config names /no/such.yaml, which is not a readable file
            """)
    void endsWithOneLineOnAWrongValue(String option, String value, String line) throws Exception {
        assertEquals(List.of(line), faults(serve(option, value)));
    }

    @Test
    void endsWithOneLineWhenThePortIsTaken() throws Exception {
        try (var taken = new ServerSocket(0)) {
            List<String> faults = faults(serve("--port", String.valueOf(taken.getLocalPort())));
            assertEquals(1, faults.size(), faults.toString());
            assertTrue(faults.getFirst().startsWith("nevus: server.port is " + taken.getLocalPort() + ", but "),
                    faults.getFirst());
        }
    }

    private static List<String> faults(Process process) throws Exception {
        List<String> lines = process.errorReader().lines().toList();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(2, process.exitValue());
        return lines;
    }

    @Test
    void explainsItself() throws Exception {
        Process process = serve("--help");
        String help = String.join("\n", process.inputReader().lines().toList());
        for (String option : List.of("--port=PORT", "--host=HOST", "--model=DIR-or-URL", "--views=N",
                "--precision=KIND", "--history=FILE", "--config=FILE")) {
            assertTrue(help.contains(option), help);
        }
        assertEquals(0, process.waitFor());
    }
}
