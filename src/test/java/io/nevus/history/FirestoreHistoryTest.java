package io.nevus.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.FirestoreEmulator;
import io.nevus.triage.Evidence;
import io.nevus.triage.LesionClass;
import io.nevus.triage.Prediction;
import io.nevus.triage.Verdict;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Against the real emulator of the Google Cloud SDK. */
@Timeout(120)
@Isolated
class FirestoreHistoryTest extends HistoryContract {
    private static final String COURSE = """
            {"id": {"stringValue": "%1$s"}, "result": {"stringValue": "Cancer"},
             "suggestion": {"stringValue": "Segera periksa ke dokter!"},
             "createdAt": {"stringValue": "2023-12-22T08:26:41.834Z"}}""";

    private FirestoreEmulator emulator;

    @Override
    History open() throws Exception {
        emulator = emulator == null ? FirestoreEmulator.empty() : emulator;
        return opened("127.0.0.1:" + emulator.port());
    }

    static FirestoreHistory opened(String address) throws Exception {
        FirestoreHistory history = FirestoreHistory.open(place(address));
        awaitHealth(history);
        return history;
    }

    static FirestorePlace place(String address) {
        return new FirestorePlace(Optional.of(FirestoreEmulator.PROJECT), "(default)", "predictions",
                Optional.of(address));
    }

    static void awaitHealth(History history) throws InterruptedException {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30); history.problem().isPresent();
                Thread.sleep(10)) {
            assertTrue(System.nanoTime() < end, history.problem().toString());
        }
    }

    private String document(UUID id) {
        return "predictions/" + id;
    }

    @Test
    void theCoursesOwnDocumentsAreListedAndFoundAndDeleted() throws Exception {
        UUID theirs = UUID.randomUUID();
        emulator.put(document(theirs), COURSE.formatted(theirs));
        Prediction ours = Predictions.any();
        history.keep(ours);
        Prediction expected = new Prediction(theirs, Instant.parse("2023-12-22T08:26:41.834Z"), Verdict.CANCER,
                Optional.empty());
        assertEquals(Optional.of(expected), history.find(theirs));
        assertEquals(List.of(ours, expected), pages(1));
        assertTrue(history.delete(theirs));
    }

    @Test
    void theCourseReadsOurDocuments() throws Exception {
        Prediction ours = new Prediction(UUID.randomUUID(), Instant.parse("2026-11-20T08:00:00Z"), Verdict.NON_CANCER,
                Optional.of(new Evidence(0.25, 0.5, Map.of(LesionClass.NV, 0.75), "v1")));
        history.keep(ours);
        JsonObject fields = Json.createReader(new StringReader(emulator.get(document(ours.id())))).readObject()
                .getJsonObject("fields");
        assertEquals(ours.id().toString(), fields.getJsonObject("id").getString("stringValue"));
        assertEquals("Non-cancer", fields.getJsonObject("result").getString("stringValue"));
        assertEquals("Penyakit kanker tidak terdeteksi.", fields.getJsonObject("suggestion").getString("stringValue"));
        assertEquals("2026-11-20T08:00:00.000Z", fields.getJsonObject("createdAt").getString("stringValue"));
        assertEquals("0.75", fields.getJsonObject("classes").getJsonObject("mapValue").getJsonObject("fields")
                .getJsonObject("nv").get("doubleValue").toString());
    }

    @Test
    void whatIsNoPredictionIsLeftOutAndLoggedOnce() throws Exception {
        Prediction newer = Predictions.at(Instant.parse("2025-01-01T00:00:00Z"));
        Prediction older = Predictions.at(Instant.parse("2020-01-01T00:00:00Z"));
        history.keep(newer);
        history.keep(older);
        UUID id = UUID.randomUUID();
        emulator.put(document(id), "{\"createdAt\": {\"integerValue\": \"5\"}}");
        emulator.put(document(UUID.randomUUID()), "{}");
        emulator.put(document(UUID.randomUUID()), COURSE.replace("Cancer", "Perhaps"));
        emulator.put("predictions/note", COURSE);
        emulator.put("predictions/" + UUID.randomUUID().toString().toUpperCase(Locale.ROOT), COURSE);
        for (String time : List.of("2023", "2023-12-22T08:26:41Z", "2023-02-30T08:26:41.834Z", "", "😀")) {
            emulator.put(document(UUID.randomUUID()), COURSE.replace("2023-12-22T08:26:41.834Z", time));
        }
        for (int i = 0; i < 50; i++) {
            emulator.put("predictions/note" + i, COURSE);
        }
        var log = new LogCapture();
        Logger logger = Logger.getLogger(Strangers.class.getName());
        logger.addHandler(log);
        logger.setUseParentHandlers(false);
        logger.setLevel(Level.ALL); // others may have turned off all of the history's
        try {
            for (int i = 0; i < 3; i++) {
                assertEquals(List.of(newer, older), pages(1));
                assertEquals(List.of(newer, older), history.list(500, Optional.empty()));
                assertEquals(Optional.empty(), history.find(id));
            }
        } finally {
            logger.removeHandler(log);
            logger.setUseParentHandlers(true);
            logger.setLevel(null);
        }
        assertEquals(59, log.lines.size(), log.lines.toString());
        assertTrue(log.lines.stream().anyMatch(line -> line.contains("predictions/note ")
                && line.endsWith("left out: Invalid UUID string: note")), log.lines.toString());
    }

    @Test
    void evidenceThatIsNotOursDoesNotHideTheVerdict() throws Exception {
        for (String odd : List.of("\"malignancy\": {\"stringValue\": \"high\"}", "\"malignancy\": {\"doubleValue\": 7}",
                "\"malignancy\": {\"doubleValue\": \"NaN\"}", "\"classes\": {\"mapValue\": {\"fields\": {}}}")) {
            UUID id = UUID.randomUUID();
            emulator.put(document(id), COURSE.replace("}}", "}, " + odd
                    + ", \"threshold\": {\"integerValue\": \"1\"}, \"modelVersion\": {\"stringValue\": \"v\"}}"));
            assertEquals(Optional.empty(), history.find(id).orElseThrow().evidence(), odd);
        }
        assertEquals(4, pages(2).size());
    }

    @Test
    void anotherPredictionUnderTheSameIdIsNotOverwritten() {
        Prediction first = Predictions.any();
        Prediction second = new Prediction(first.id(), first.createdAt().plusMillis(1), first.verdict(),
                first.evidence());
        history.keep(first);
        assertThrows(IllegalArgumentException.class, () -> history.keep(second));
        assertEquals(List.of(first), pages(5));
    }

    /** As gcloud/firestore.rules say. */
    @Test
    void clientsCanNeitherReadNorWrite() throws Exception {
        Prediction ours = Predictions.any();
        history.keep(ours);
        assertEquals(403, emulator.statusForClients("GET", document(ours.id())));
        assertEquals(403, emulator.statusForClients("GET", "predictions"));
        assertEquals(403, emulator.statusForClients("PATCH", document(ours.id())));
        assertEquals(403, emulator.statusForClients("DELETE", document(ours.id())));
        assertEquals(Optional.of(ours), history.find(ours.id()));
    }
}
