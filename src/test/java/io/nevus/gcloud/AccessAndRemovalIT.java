package io.nevus.gcloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Who may look at a deployment, by auditor.sh, and what goes and stays when destroy.sh ends it. */
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT)
class AccessAndRemovalIT extends ScriptsBesideGoogle {

    private static final Set<String> READING = Set.of("roles/appengine.appViewer", "roles/compute.viewer",
            "roles/datastore.viewer", "roles/storage.bucketViewer", "roles/storage.objectViewer",
            "roles/artifactregistry.reader");
    private static final Pattern ROLE = Pattern.compile("roles/[A-Za-z.]+");

    @BeforeEach
    void create() {
        google.createVm();
        google.createStores();
    }

    @Test
    void anAuditorMayReadAndNothingElse() {
        scripts.succeed("auditor.sh", "reviewer@example.com");
        assertEquals(READING, roles());
        assertTrue(google.writes().stream().allMatch(write -> write.path().matches(".*(:setIamPolicy|/iam)")));

        google.forget();
        scripts.succeed("auditor.sh", "reviewer@example.com");
        assertEquals(List.of(), google.writes(), "a second run changes nothing");

        scripts.succeed("auditor.sh", "--remove", "reviewer@example.com");
        assertEquals(READING.size(), google.writes().size());
        assertFalse(google.writes().getLast().body().toString().contains("reviewer"));
    }

    private Set<String> roles() {
        return google.writes().stream().filter(write -> write.toString().contains("user:reviewer@example.com"))
                .flatMap(write -> ROLE.matcher(write.body().toString()).results()).map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    @Test
    void nothingIsDeletedUnasked() {
        assertTrue(scripts.fail("destroy.sh").contains("nothing was deleted"));
        String plan = scripts.succeed("destroy.sh", "--with-data", "--dry-run");
        assertTrue(plan.contains("gcloud firestore databases delete"), plan);
        assertEquals(List.of(), google.writes());
    }

    @Test
    void deletesTheServerAndLeavesTheData() {
        String output = scripts.succeed("destroy.sh", "--yes");
        assertEquals(List.of("instances/nevus", "firewalls/nevus-http", "addresses/nevus", "repositories/nevus",
                "serviceAccounts/nevus-vm@demo.iam.gserviceaccount.com"), deleted());
        assertTrue(output.contains("Left: the predictions in Firestore and the models in gs://demo-nevus"), output);

        google.forget();
        scripts.succeed("destroy.sh", "--yes", "--with-data");
        assertTrue(deleted().containsAll(List.of("databases/(default)", "b/demo-nevus")), deleted().toString());
    }

    private List<String> deleted() {
        return google.writes().stream().filter(write -> write.method().equals("DELETE"))
                .map(write -> write.path().replaceAll(".*/([^/]*/[^/]*)$", "$1")).toList();
    }
}
