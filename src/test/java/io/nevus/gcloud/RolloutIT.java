package io.nevus.gcloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the VM is told by rollout.sh, deploy.sh and rollback.sh, and what status.sh and logs.sh make of its answers. */
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT)
class RolloutIT extends ScriptsBesideGoogle {

    private static final String NAME = "asia-southeast2-docker.pkg.dev/demo/nevus/nevus";
    private static final String ONE = NAME + "@sha256:" + "1".repeat(64);
    private static final String TWO = NAME + "@sha256:" + "2".repeat(64);
    private static final String BAD = NAME + "@sha256:" + "b".repeat(64);

    @BeforeEach
    void create() {
        google.createVm();
        google.vm().refuses("bbbb");
        scripts = scripts.with("NEVUS_POLL_SECONDS", "1");
    }

    @Test
    void rollsOutByDigestAndBack() {
        scripts.with("NEVUS_MODEL_URL", "gs://demo-nevus/model/").succeed("rollout.sh", ONE);
        scripts.succeed("deploy.sh", "--image", TWO);
        assertTold(TWO, ONE);
        assertEquals("MODEL_URL=gs://demo-nevus/model/", google.vm().metadata("nevus-env"));
        assertEquals("#cloud-config", google.vm().metadata("user-data"), "other keys stay");

        String status = scripts.succeed("status.sh");
        assertTrue(status.contains("RUNNING") && status.contains("ready " + TWO), status);
        assertTrue(status.contains("http://" + ComputeApi.ADDRESS + ":8080"), status);

        scripts.succeed("rollback.sh");
        assertTold(ONE, TWO);

        google.forget();
        assertTrue(scripts.succeed("rollout.sh", ONE).contains("runs already"));
        assertEquals(List.of(), google.writes());
    }

    @Test
    void anImageThatFailsIsTakenBackAndCanBeTriedAgain() {
        scripts.succeed("rollout.sh", ONE);
        String output = scripts.fail("rollout.sh", BAD);
        assertTrue(output.contains("did not become ready") && output.contains("gcloud/logs.sh"), output);
        assertEquals(ONE, google.vm().metadata("nevus-image"));
        assertEquals("", google.vm().metadata("nevus-previous"), "a failed image is none to go back to");
    }

    @Test
    void withoutAnImageBeforeAFailureCanBeTriedAgain() {
        assertTrue(scripts.fail("rollout.sh", BAD).contains("there is none to go back to"));
        google.vm().mends();
        scripts.succeed("rollout.sh", BAD);
        assertEquals(BAD.replace("@", ":again@"), google.vm().metadata("nevus-image"),
                "the launcher acts on changes only");
    }

    @Test
    void goesBackToWhatUpdateContainerBrought() {
        google.vm().runs(TWO);
        scripts.succeed("rollout.sh", ONE.replace("@", ":1.0@"));
        assertTold(ONE, TWO);
    }

    @Test
    void refusesWhatHasNoDigest() {
        assertTrue(scripts.fail("rollout.sh", "docker.io/library/nginx:1").contains("by digest"));
        assertTrue(scripts.fail("rollback.sh").contains("gcloud/rollout.sh IMAGE"));
        scripts.succeed("rollout.sh", "--dry-run", ONE);
        assertEquals(List.of(), google.writes());
    }

    @Test
    void showsWhatTheLauncherWrote() {
        assertEquals("bash[1]: nevus-launcher: ready", scripts.succeed("logs.sh", "--launcher"));
        scripts.succeed("logs.sh", "--lines", "7");
        ApiRequest logs = google.requests().getLast();
        assertEquals("7", logs.at("/pageSize").toString());
        assertTrue(logs.at("/filter").toString().contains("resource.labels.instance_id=\\\"4711\\\""), logs.toString());
    }

    private void assertTold(String image, String previous) {
        assertEquals(image, google.vm().metadata("nevus-image"));
        assertEquals(previous, google.vm().metadata("nevus-previous"));
    }
}
