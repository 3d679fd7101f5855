package io.nevus.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.nevus.DevAppServer;
import io.nevus.Nginx;
import io.nevus.SystemTests;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What gcloud/frontend.sh makes, in App Engine's development server, behind https as on App Engine, in a browser. */
@Timeout(300)
class FrontendIT extends PageFixture {

    /** On App Engine this is Google's part. */
    private static final String TLS = """
            server {
                listen 127.0.0.1:%d ssl;
                ssl_certificate certificate.pem;
                ssl_certificate_key key.pem;
                location / {
                    proxy_pass http://localhost:%d;
                    proxy_http_version 1.1;
                    proxy_set_header Host $http_host;
                }
            }
            """;

    @TempDir
    private Path folder;
    private final List<AutoCloseable> running = new ArrayList<>();
    private final List<String> elsewhere = new ArrayList<>();
    private URI frontend;

    @AfterEach
    void stopAll() throws Exception {
        for (AutoCloseable one : running.reversed()) {
            one.close();
        }
    }

    @Test
    void ourPageJudgesAndKeepsOverHttps() throws Exception {
        serve();
        Page page = visit();
        page.waitForSelector("#about-card dt");
        give(page, LesionDrawing.mole(), "jpeg");
        waitFor(page, "judged");
        that(page, "#heat").isVisible();
        String verdict = page.locator("#result").getAttribute("data-verdict");
        that(page, "#history-list li:first-child .record-verdict").hasText(verdict);
        page.reload();
        that(page, "#history-list li:first-child .record-verdict").hasText(verdict);
        assertEquals(List.of(), elsewhere);
    }

    @Test
    void aFrontendOfTheCourseWorksAsItIs() throws Exception {
        serve("--replace", "http://203.0.113.7:8080", "src/test/resources/frontend");
        Page page = visit();
        page.setInputFiles("#file", payload(LesionDrawing.mole(), "png"));
        page.click("button");
        that(page, "#result").hasText(Pattern.compile("(Cancer|Non-cancer), recorded"));
        that(page, "#error").hasText("");
        assertEquals(List.of(), elsewhere);
    }

    private void serve(String... arguments) throws Exception {
        Path app = folder.resolve("app");
        stage(Stream.concat(Stream.of("gcloud/frontend.sh", "--backend", address("/"), "--stage", app.toString()),
                Stream.of(arguments)).toList());
        var server = new DevAppServer(app, folder);
        running.add(server);
        makeCertificate();
        int port = freePort();
        running.add(new Nginx(folder, TLS.formatted(port, server.port())));
        frontend = URI.create("https://localhost:" + port + "/");
    }

    private void stage(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("NEVUS_PROJECT", "demo-project");
        builder.environment().put("CLOUDSDK_CONFIG", Files.createDirectories(folder.resolve("gcloud")).toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), output);
    }

    private void makeCertificate() throws IOException, InterruptedException {
        Path openssl = SystemTests.require("openssl", "openssl");
        assertEquals(0, new ProcessBuilder(openssl.toString(), "req", "-x509", "-newkey", "rsa:2048", "-nodes",
                "-subj", "/CN=localhost", "-keyout", "key.pem", "-out", "certificate.pem")
                .directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor());
    }

    /** The page may ask nobody but its own origin, for nothing else would work from https. */
    private Page visit() {
        Page page = newContext(new Browser.NewContextOptions().setIgnoreHTTPSErrors(true)).newPage();
        page.onRequest(request -> {
            if (!request.url().startsWith(frontend.toString()) && !request.url().matches("(blob|data):.*")) {
                elsewhere.add(request.url());
            }
        });
        page.navigate(frontend.toString());
        assertTrue((boolean) page.evaluate("isSecureContext"));
        return page;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
