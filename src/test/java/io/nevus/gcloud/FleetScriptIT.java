package io.nevus.gcloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What fleet.sh asks Google for, through the real gcloud. */
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT)
class FleetScriptIT {

    private static final String ONE = image("nevus", 1);
    private static final String TWO = image("nevus", 2);

    @TempDir
    private Path folder;
    private FakeGoogle google;
    private FleetApi fleet;
    private Scripts scripts;

    private static String image(String name, int number) {
        return "asia-southeast2-docker.pkg.dev/demo/nevus/%s@sha256:%064d".formatted(name, number);
    }

    @BeforeEach
    void start() throws IOException {
        google = new FakeGoogle();
        fleet = new FleetApi(google);
        google.serve("compute", fleet);
        google.serve("iam", _ -> ApiAnswer.empty());
        scripts = new Scripts(google, folder).with("NEVUS_DOMAIN", "nevus.example.com").with("NEVUS_POLL_SECONDS", "1");
    }

    @AfterEach
    void stop() {
        google.close();
    }

    @Test
    void createsRollsOutAndDestroys() throws IOException {
        String output = scripts.succeed("fleet.sh", "create", ONE);
        assertTrue(output.contains("nevus.example.com. A " + FleetApi.ADDRESS), output);
        checkVms();
        checkBalancer();

        google.forget();
        scripts.succeed("fleet.sh", "create", ONE);
        assertTrue(google.writes().stream().allMatch(write -> write.path().endsWith("/setNamedPorts")
                || write.path().endsWith("/autoscalers")), "what is told again, in the same words: " + google.writes());

        google.forget();
        scripts.succeed("fleet.sh", "rollout", TWO);
        checkUpdate(google.write("PATCH", "/instanceGroupManagers/nevus-fleet"));
        assertTrue(scripts.succeed("fleet.sh", "status").contains("HEALTHY"));

        scripts.succeed("fleet.sh", "destroy", "--yes");
        assertEquals(List.of(), fleet.names());
        scripts.succeed("fleet.sh", "destroy", "--yes");
    }

    private void checkVms() throws IOException {
        ApiRequest template = google.write("POST", "/instanceTemplates");
        Map<String, String> metadata = new TreeMap<>();
        template.at("/properties/metadata/items").asJsonArray().getValuesAs(JsonObject.class)
                .forEach(item -> metadata.put(item.getString("key"), item.getString("value").strip()));
        assertEquals(Map.of("nevus-image", ONE,
                "nevus-env", "NEVUS_HISTORY_STORE=firestore\nNEVUS_SERVER_IDLE_SECONDS=620",
                "user-data", Files.readString(Path.of("cos-startup/cloud-init.yaml")).strip(),
                "nevus-launcher", Files.readString(Path.of("cos-startup/nevus-launcher")).strip(),
                "enable-guest-attributes", "TRUE", "google-logging-enabled", "true"), metadata);
        assertTrue(template.at("/properties/disks/0/initializeParams/sourceImage").toString().contains("cos-stable"));
        assertEquals("[\"nevus-fleet\"]", template.at("/properties/tags/items").toString());
        ApiRequest group = google.write("POST", "/instanceGroupManagers");
        assertTrue(group.path().contains("/regions/asia-southeast2/"), group.path());
        assertTrue(group.at("/autoHealingPolicies/0/healthCheck").toString().contains("nevus-fleet-live"));
        assertEquals("0", group.at("/updatePolicy/maxUnavailable/fixed").toString());
        ApiRequest autoscaler = google.write("POST", "/autoscalers");
        assertEquals("2", autoscaler.at("/autoscalingPolicy/minNumReplicas").toString());
        assertEquals("6", autoscaler.at("/autoscalingPolicy/maxNumReplicas").toString());
        assertEquals("[\"130.211.0.0/22\",\"35.191.0.0/16\"]",
                google.write("POST", "/firewalls").at("/sourceRanges").toString());
    }

    private void checkBalancer() {
        List<String> probed = google.writes().stream().filter(write -> write.matches("POST", "/healthChecks"))
                .map(write -> write.at("/httpHealthCheck/requestPath").toString()).toList();
        assertEquals(List.of("\"/observe/health/live\"", "\"/observe/health/ready\""), probed);
        ApiRequest service = google.write("POST", "/backendServices");
        assertEquals("\"EXTERNAL_MANAGED\"", service.at("/loadBalancingScheme").toString());
        assertTrue(service.at("/healthChecks/0").toString().contains("nevus-fleet-ready"));
        assertEquals("60", service.at("/connectionDraining/drainingTimeoutSec").toString());
        assertTrue(google.write("PUT", "/backendServices/nevus-fleet").at("/backends/0/group").toString()
                .contains("/instanceGroups/nevus-fleet"));
        assertEquals("[\"nevus.example.com\"]",
                google.write("POST", "/sslCertificates").at("/managed/domains").toString());
        assertEquals(Set.of("\"443\"", "\"80\""), Set.copyOf(google.writes().stream()
                .filter(write -> write.matches("POST", "/forwardingRules"))
                .map(write -> write.at("/portRange").toString()).toList()));
        assertTrue(google.writes().stream().anyMatch(write -> write.matches("POST", "/urlMaps")
                && write.body().toString().contains("\"httpsRedirect\":true")));
    }

    private static void checkUpdate(ApiRequest update) {
        assertEquals("0", update.at("/updatePolicy/maxUnavailable/fixed").toString());
        assertEquals("3", update.at("/updatePolicy/maxSurge/fixed").toString());
        assertEquals("\"PROACTIVE\"", update.at("/updatePolicy/type").toString());
    }

    @Test
    void anImageThatDoesNotBecomeReadyIsTakenBack() {
        scripts.succeed("fleet.sh", "create", "--http", ONE);
        google.forget();
        scripts.with("NEVUS_ROLLOUT_SECONDS", "3");
        String output = scripts.fail("fleet.sh", "rollout", image(FleetApi.BROKEN, 3));
        assertTrue(output.contains("the fleet goes back to"), output);
        List<ApiRequest> updates = google.writes().stream()
                .filter(write -> write.matches("PATCH", "/instanceGroupManagers/nevus-fleet")).toList();
        assertEquals(2, updates.size());
        updates.forEach(FleetScriptIT::checkUpdate);
        assertTrue(fleet.apply(new ApiRequest("GET",
                "projects/demo/regions/asia-southeast2/instanceGroupManagers/nevus-fleet", "",
                JsonObject.EMPTY_JSON_OBJECT)).body().getJsonObject("status").getBoolean("isStable"));
    }

    @Test
    void whatCannotBeDoneIsToldBeforeAnythingIsDone() {
        assertTrue(scripts.fail("fleet.sh", "rollout", TWO).contains("fleet.sh create"));
        assertTrue(scripts.fail("fleet.sh", "create", "not an image").contains("no name of an image"));
        assertTrue(scripts.fail("fleet.sh").contains("--help"));
        assertTrue(scripts.fail("fleet.sh", "destroy").contains("--yes"));
        scripts.with("NEVUS_DOMAIN", "");
        assertTrue(scripts.fail("fleet.sh", "create", ONE).contains("NEVUS_DOMAIN"));
        assertEquals(List.of(), google.writes());
    }

    @Test
    void aDryRunPrintsAndChangesNothing() {
        String output = scripts.succeed("fleet.sh", "create", "--dry-run", ONE);
        for (String command : List.of("instance-templates create", "instance-groups managed create",
                "instance-groups managed set-autoscaling", "backend-services create", "ssl-certificates create",
                "forwarding-rules create")) {
            assertTrue(output.contains("gcloud compute " + command), output);
        }
        assertEquals(List.of(), google.writes());
    }
}
