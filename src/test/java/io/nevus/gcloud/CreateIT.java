package io.nevus.gcloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What create.sh asks Google for, through the real gcloud. */
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT)
class CreateIT extends ScriptsBesideGoogle {

    private static final String ACCOUNT = "serviceAccount:nevus-vm@demo.iam.gserviceaccount.com";

    @Test
    void makesAllThatIsNeededAndOnlyOnce() throws IOException {
        String output = scripts.succeed("create.sh");
        assertTrue(output.contains("http://" + ComputeApi.ADDRESS + ":8080"), output);
        assertTrue(google.write("POST", ":batchEnable").body().toString().contains("firestore.googleapis.com"));
        checkStores();
        checkRoles();
        checkNetwork();
        checkVm(google.write("POST", "/instances"));

        google.forget();
        scripts.succeed("create.sh");
        assertEquals(List.of(), google.writes(), "a second run changes nothing");

        google.forget();
        scripts.with("NEVUS_ALLOW", "198.51.100.0/24,192.0.2.1/32").succeed("create.sh");
        assertEquals(1, google.writes().size(), google.writes().toString());
        assertEquals("[\"198.51.100.0/24\",\"192.0.2.1/32\"]",
                google.write("PATCH", "/firewalls/nevus-http").at("/sourceRanges").toString());
    }

    private void checkStores() {
        assertEquals("\"DOCKER\"", google.write("POST", "/repositories").at("/format").toString());
        ApiRequest bucket = google.write("POST", "/b");
        assertEquals("\"demo-nevus\"", bucket.at("/name").toString());
        assertEquals("\"enforced\"", bucket.at("/iamConfiguration/publicAccessPrevention").toString());
        assertEquals(JsonValue.TRUE, bucket.at("/iamConfiguration/uniformBucketLevelAccess/enabled"));
        ApiRequest database = google.write("POST", "/databases");
        assertEquals("\"FIRESTORE_NATIVE\"", database.at("/type").toString());
        assertEquals("\"asia-southeast2\"", database.at("/locationId").toString());
        assertEquals(6, google.writes().stream().filter(write -> write.path().contains("/fields/")).count());
        assertEquals(2, google.write("PATCH", "/fields/createdAt").at("/indexConfig/indexes").asJsonArray().size());
        assertEquals("{}", google.write("PATCH", "/fields/classes").at("/indexConfig").toString());
    }

    private void checkRoles() {
        List<ApiRequest> project = google.writes().stream()
                .filter(write -> write.path().endsWith("projects/demo:setIamPolicy")).toList();
        assertEquals(Map.of("roles/datastore.user", ACCOUNT, "roles/logging.logWriter", ACCOUNT),
                members(project.getLast().at("/policy").asJsonObject()));
        assertEquals(Map.of("roles/artifactregistry.reader", ACCOUNT),
                members(google.write("POST", "repositories/nevus:setIamPolicy").at("/policy").asJsonObject()));
        assertEquals(Map.of("roles/storage.objectViewer", ACCOUNT),
                members(google.write("PUT", "/b/demo-nevus/iam").body()));
    }

    private static Map<String, String> members(JsonObject policy) {
        Map<String, String> members = new TreeMap<>();
        policy.getJsonArray("bindings").getValuesAs(JsonObject.class).forEach(binding -> members.put(
                binding.getString("role"), String.join(" ", binding.getJsonArray("members")
                        .getValuesAs(JsonString::getString))));
        return members;
    }

    private void checkNetwork() {
        ApiRequest rule = google.write("POST", "/firewalls");
        assertEquals("[{\"IPProtocol\":\"tcp\",\"ports\":[\"8080\"]}]", rule.at("/allowed").toString());
        assertEquals("[\"nevus\"]", rule.at("/targetTags").toString());
        assertEquals("\"nevus\"", google.write("POST", "/regions/asia-southeast2/addresses").at("/name").toString());
    }

    private static void checkVm(ApiRequest vm) throws IOException {
        assertEquals("{\"enableIntegrityMonitoring\":true,\"enableSecureBoot\":true,\"enableVtpm\":true}",
                vm.at("/shieldedInstanceConfig").toString());
        assertEquals("\"" + ComputeApi.ADDRESS + "\"",
                vm.at("/networkInterfaces/0/accessConfigs/0/natIP").toString());
        assertEquals("\"nevus-vm@demo.iam.gserviceaccount.com\"", vm.at("/serviceAccounts/0/email").toString());
        assertEquals("[\"nevus\"]", vm.at("/tags/items").toString());
        assertTrue(vm.at("/disks/0/initializeParams/sourceImage").toString().contains("projects/cos-cloud/"));
        Map<String, String> metadata = new TreeMap<>();
        vm.at("/metadata/items").asJsonArray().getValuesAs(JsonObject.class)
                .forEach(item -> metadata.put(item.getString("key"), item.getString("value")));
        assertEquals(Map.of("user-data", Files.readString(Path.of("cos-startup/cloud-init.yaml")),
                "nevus-launcher", Files.readString(Path.of("cos-startup/nevus-launcher")),
                "nevus-env", "", "enable-guest-attributes", "TRUE", "google-logging-enabled", "true"), metadata);
    }

    @Test
    void aDryRunPrintsAndChangesNothing() {
        String output = scripts.succeed("create.sh", "--dry-run");
        assertEquals(List.of(), google.writes());
        for (String command : List.of("services enable", "iam service-accounts create", "storage buckets create",
                "artifacts repositories create", "firestore databases create", "compute addresses create",
                "compute firewall-rules create", "compute instances create")) {
            assertTrue(output.contains("gcloud " + command), output);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            403 | PERMISSION_DENIED | The caller does not have permission     | Ask the owner of the project
            403 | QUOTA_EXCEEDED    | Quota 'CPUS' exceeded. Limit: 0.0       | com/iam-admin/quotas
            403 | BILLING_DISABLED  | This API needs billing to be enabled    | Link a billing account
            403 | SERVICE_DISABLED  | Service Usage API has not been used in project 7 | gcloud/create.sh turns on
            401 | UNAUTHENTICATED   | Request had invalid credentials         | gcloud auth login
            404 | NOT_FOUND         | Project 'demo' was not found            | name the right project
            """)
    void saysWhatToDoWhenGoogleRefuses(int code, String status, String message, String advice) {
        google.fail("GET", "/services", ApiAnswer.error(code, status, message));
        String output = scripts.fail("create.sh");
        assertTrue(output.contains(advice), output);
        assertEquals(List.of(), google.writes());
    }

    @Test
    void aDatabaseInDatastoreModeIsNamed() {
        google.fail("GET", "/databases/(default)", ApiAnswer.ok(Json.createObjectBuilder()
                .add("type", "DATASTORE_MODE").build()));
        String output = scripts.fail("create.sh");
        assertTrue(output.contains("--type=firestore-native"), output);
    }
}
