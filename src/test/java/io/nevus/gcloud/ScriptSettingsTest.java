package io.nevus.gcloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of the scripts are checked before Google is asked anything. */
class ScriptSettingsTest extends ScriptsBesideGoogle {

    @AfterEach
    void nothingWasAsked() {
        assertEquals(List.of(), google.requests());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NEVUS_PROJECT         | My Project      | the id of a project
            NEVUS_PROJECT         | 123456789       | the id of a project
            NEVUS_ZONE            | europe-west1-b  | a zone in NEVUS_REGION
            NEVUS_REGION          | Jakarta         | a region, such as asia-southeast2
            NEVUS_NAME            | Nevus_1         | lower-case letters
            NEVUS_BUCKET          | gs://bucket     | without gs://
            NEVUS_ALLOW           | everybody       | CIDR
            NEVUS_MACHINE         | huge            | e2-medium
            NEVUS_MODEL_URL       | model/          | gs://
            NEVUS_SERVER_SETTINGS | PORT            | NAME=VALUE
            """)
    void whatCannotBeIsNamed(String name, String value, String words) {
        if (name.equals("NEVUS_ZONE")) {
            scripts.with("NEVUS_REGION", "asia-southeast2");
        }
        String output = scripts.with(name, value).fail("create.sh");
        assertTrue(output.contains(name) && output.contains(words), output);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NEVUS_REGIN=x         | there is no setting NEVUS_REGIN
            NEVUS_REGION          | line 1 is not NAME=VALUE
            NEVUS_ZONE="somewhere"| NEVUS_ZONE is 'somewhere'
            """)
    void whatTheFileHasWrongIsNamed(String line, String words) throws IOException {
        Files.writeString(folder.resolve("settings.env"), line + "\r\n");
        String output = scripts.fail("rollout.sh", "--dry-run");
        assertTrue(output.contains(words), output);
    }

    @Test
    void aProjectIsNeeded() {
        String output = scripts.with("CLOUDSDK_CORE_PROJECT", "").fail("status.sh");
        assertTrue(output.contains("gcloud config set project"), output);
    }

    @ParameterizedTest
    @ValueSource(strings = {"create.sh", "deploy.sh", "rollout.sh", "rollback.sh", "status.sh", "logs.sh", "auditor.sh",
            "destroy.sh"})
    void eachScriptExplainsItself(String script) {
        String help = scripts.succeed(script, "--help");
        assertTrue(help.startsWith("Usage: gcloud/" + script) && help.contains("--dry-run"), help);
        assertTrue(scripts.fail(script, "--no-such-option").contains("--help tells"));
    }
}
