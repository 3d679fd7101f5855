package io.nevus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"),
                Main.class.getName(), "serve", "--history", directory.resolve("history.db").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).start();
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --port   | abc              | nevus: --port is 'abc', but must be a whole number from 0 to 65535
            --port   | 70000            | nevus: --port is '70000', but must be a whole number from 0 to 65535
            --host   | no.such.invalid  | nevus: --host is 'no.such.invalid', but must be an address or host name of \
            this machine, such as 0.0.0.0
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
        for (String option : List.of("--port=PORT", "--host=HOST", "--model=DIR-or-URL", "--history=FILE",
                "--config=FILE")) {
            assertTrue(help.contains(option), help);
        }
        assertEquals(0, process.waitFor());
    }
}
