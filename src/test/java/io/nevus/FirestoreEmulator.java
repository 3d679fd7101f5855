package io.nevus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The Firestore of the Google Cloud SDK that keeps everything in memory; one for all tests of a virtual machine. */
public final class FirestoreEmulator {
    public static final String PROJECT = "demo-test";
    private static final String JAR = "platform/cloud-firestore-emulator/cloud-firestore-emulator.jar";
    private static final String DOCUMENTS = "projects/" + PROJECT + "/databases/(default)/documents";
    private static FirestoreEmulator running;

    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();

    private FirestoreEmulator(int port) {
        this.port = port;
    }

    /** Starts it, or empties the one that runs. Skips the calling test where there is no Google Cloud SDK. */
    public static synchronized FirestoreEmulator empty() throws Exception {
        if (running == null) {
            running = start(SystemTests.requireOfCloudSdk(JAR, "cloud-firestore-emulator"));
        }
        running.send("DELETE", "/emulator/v1/" + DOCUMENTS, "");
        return running;
    }

    /** Without the shell scripts around the Java program, whose end would leave it behind. */
    private static FirestoreEmulator start(Path jar) throws Exception {
        int port = freePort();
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m", "-Duser.language=en", "-cp", jar.toString(),
                "com.google.cloud.datastore.emulator.firestore.CloudFirestore", "start", "--host=127.0.0.1",
                "--port=" + port, "--database-mode=firestore-native", "--rules=gcloud/firestore.rules")
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        var emulator = new FirestoreEmulator(port);
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60); !emulator.answers(); Thread.sleep(100)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("The Firestore emulator does not start");
            }
        }
        return emulator;
    }

    private boolean answers() throws InterruptedException {
        try {
            send("GET", "/", "");
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    /** Writes a document as another program would. */
    public void put(String path, String fields) throws InterruptedException {
        HttpResponse<String> answer = send("PATCH", "/v1/" + DOCUMENTS + "/" + path, "{\"fields\":" + fields + "}");
        if (answer.statusCode() != 200) {
            throw new IllegalArgumentException(answer.body());
        }
    }

    /** A document as other programs see it. */
    public String get(String path) throws InterruptedException {
        return send("GET", "/v1/" + DOCUMENTS + "/" + path, "").body();
    }

    /** What a browser or a phone gets, which has no service account. */
    public int statusForClients(String method, String path) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + port + "/v1/" + DOCUMENTS + "/" + path);
        return client.send(HttpRequest.newBuilder(address)
                .method(method, BodyPublishers.ofString("GET".equals(method) ? "" : "{}")).build(),
                BodyHandlers.ofString()).statusCode();
    }

    private HttpResponse<String> send(String method, String path, String body) throws InterruptedException {
        try {
            return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("Authorization", "Bearer owner")
                    .method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
