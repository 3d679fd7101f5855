package io.nevus.gcloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What frontend.sh makes of a folder, and what it asks App Engine for, through the real gcloud. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class FrontendScriptIT {

    private static final String BACKEND = "http://203.0.113.7:8080";

    @TempDir
    private Path folder;
    private FakeGoogle google;
    private FakeAppEngine appEngine;
    private Scripts scripts;

    @BeforeEach
    void start() throws IOException {
        google = new FakeGoogle();
        appEngine = new FakeAppEngine();
        scripts = new Scripts(google, folder)
                .with("CLOUDSDK_API_ENDPOINT_OVERRIDES_APPENGINE", appEngine.address())
                .with("CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE", appEngine.address() + "storage/v1/");
    }

    @AfterEach
    void stop() {
        appEngine.close();
        google.close();
    }

    @Test
    void thePageGoesToAppEngine() {
        String output = scripts.succeed("frontend.sh", "--backend", BACKEND);
        assertTrue(output.contains("https://" + FakeAppEngine.HOST), output);
        assertEquals("python312", appEngine.version().getString("runtime"));
        assertEquals(BACKEND, appEngine.version().getJsonObject("envVariables").getString("BACKEND_URL"));
        Set<String> files = appEngine.version().getJsonObject("deployment").getJsonObject("files").keySet();
        assertTrue(files.containsAll(List.of("main.py", "www/index.html", "www/main.js")), files.toString());
        assertTrue(appEngine.version().getJsonArray("handlers").toString().contains("SECURE_ALWAYS"));
        assertTrue(appEngine.requests().stream().anyMatch(request ->
                request.startsWith("PATCH /v1/apps/demo/services/default ")), "all traffic goes to the new version");
        assertTrue(appEngine.requests().stream().anyMatch(request -> request.startsWith("POST /v1/apps ")
                && request.contains("asia-southeast2")));
    }

    @Test
    void aDryRunChangesNothing() {
        String output = scripts.succeed("frontend.sh", "--dry-run", "--backend", BACKEND);
        assertTrue(output.contains("gcloud app create") && output.contains("gcloud app deploy"), output);
        assertEquals(List.of(), google.writes());
        assertEquals(Set.of("GET /v1/apps/demo "), Set.copyOf(appEngine.requests()));
    }

    @Test
    void everyWayToNameTheServerBecomesTheOwnOrigin() throws IOException {
        assertEquals("""
                const BASE_URL = '';
                const B = "/predict", C = "";
                const D = "http://203.0.113.7:80801/x", E = `/predict/histories`;
                const F = 'https://api.example.com', G = `${BASE_URL}/predict`;
                axios.create({baseURL: ""});
                fetch('/predict'); fetch("/api/model");
                """, pointed("""
                const BASE_URL = 'YOUR BASE URL';
                const B = "http://203.0.113.7:8080/predict", C = "http://203.0.113.7:8080/";
                const D = "http://203.0.113.7:80801/x", E = `http://localhost:3000//predict/histories`;
                const F = 'https://api.example.com', G = `${BASE_URL}/predict`;
                axios.create({baseURL: "http://192.0.2.1"});
                fetch('@BACKEND_URL@/predict'); fetch("http://old.example.com/api/model");
                """, "--replace", "http://old.example.com/"));
    }

    /** The script, as it is after frontend.sh. */
    private String pointed(String script, String... options) throws IOException {
        Path given = Files.createDirectories(folder.resolve("given"));
        Files.writeString(given.resolve("index.html"), "<script src='a.js'></script>");
        Files.writeString(given.resolve("a.js"), script);
        Files.writeString(Files.createDirectories(given.resolve(".git")).resolve("config"), "secret");
        Files.writeString(given.resolve(".env"), "secret");
        Path stage = folder.resolve("stage");
        List<String> arguments = new ArrayList<>(List.of("--backend", BACKEND, "--stage", stage.toString()));
        arguments.addAll(List.of(options));
        arguments.add(given.toString());
        scripts.succeed("frontend.sh", arguments.toArray(String[]::new));
        assertFalse(Files.exists(stage.resolve("www/.git")));
        assertFalse(Files.exists(stage.resolve("www/.env")));
        assertEquals(script, Files.readString(given.resolve("a.js")), "the folder itself stays as it is");
        return Files.readString(stage.resolve("www/a.js"));
    }

    @Test
    void whatCannotBeDoneIsTold() throws IOException {
        assertTrue(scripts.fail("frontend.sh").contains("gcloud/create.sh"));
        assertTrue(scripts.fail("frontend.sh", "--backend", "203.0.113.7").contains("--backend"));
        assertTrue(scripts.fail("frontend.sh", folder.toString()).contains("no index.html"));
        Files.writeString(folder.resolve("index.html"),
                "<script>const e='http://192.0.2.1';fetch(`${e}/predict`)</script>");
        assertTrue(scripts.fail("frontend.sh", "--backend", BACKEND, folder.toString()).contains("--replace URL"));
        assertEquals(List.of(), google.writes());
        assertEquals(List.of(), appEngine.requests());
    }
}
