package io.nevus.gcloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.nevus.SystemTests;
import io.nevus.container.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the scripts under gcloud/ with the real gcloud, which reaches no API but ours. */
final class Scripts {

    private final Map<String, String> environment = new HashMap<>();

    /** @param folder where gcloud keeps what it keeps, and the settings are */
    Scripts(FakeGoogle google, Path folder) throws IOException {
        SystemTests.requireOfCloudSdk("bin/gcloud", "core");
        environment.putAll(google.environment());
        environment.put("CLOUDSDK_CONFIG", folder.resolve("gcloud").toString());
        environment.put("CLOUDSDK_AUTH_DISABLE_CREDENTIALS", "true");
        environment.put("CLOUDSDK_CORE_PROJECT", "demo");
        environment.put("NEVUS_SETTINGS", Files.writeString(folder.resolve("settings.env"), "# none\n").toString());
    }

    Scripts with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Programs.Outcome run(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("gcloud/" + script));
        command.addAll(List.of(arguments));
        return Programs.run(environment, command);
    }

    String succeed(String script, String... arguments) {
        Programs.Outcome outcome = run(script, arguments);
        assertEquals(0, outcome.status(), outcome.output());
        return outcome.output();
    }

    String fail(String script, String... arguments) {
        Programs.Outcome outcome = run(script, arguments);
        assertNotEquals(0, outcome.status(), outcome.output());
        return outcome.output();
    }
}
