package io.nevus.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.FakeCloudStorage;
import io.nevus.ModelVersions;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A server under load whose model is replaced in its bucket, again and again. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
@Isolated
class SwappedModelIT {

    private static final int SWAPS = Scale.of(15, 100);
    /** One figure says little: memory goes up and down by 100 MB, with a model more or less in use. */
    private static final int SOME = 5;
    private static final int CLIENTS = 2;
    /** A session that is not closed keeps some 30 MB of native memory. */
    private static final long FLAT = 100_000_000;

    @TempDir
    private Path folder;
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final List<Long> memory = new ArrayList<>();
    private volatile int published;
    private volatile int served;
    private volatile boolean stopped;

    @Test
    void noRequestFailsMemoryStaysAndEveryAnswerNamesTheModelOfItsTime() throws Exception {
        try (var storage = new FakeCloudStorage()) {
            ModelVersions.publish(storage, "mole/", "0");
            ProcessBuilder builder = ServerProcess.builder(folder.resolve("history.db"));
            ModelVersions.serve(builder, storage, folder);
            builder.command().addAll(1, ServerProcess.SMALL_HEAP);
            try (var server = new ServerProcess(builder); var caller = new Caller(server)) {
                try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
                    for (int i = 0; i < CLIENTS; i++) {
                        clients.execute(() -> upload(caller));
                    }
                    for (int i = 1; i <= SWAPS; i++) {
                        swap(storage, caller);
                        memory.add(server.memory());
                    }
                    stopped = true;
                }
                assertMetrics(caller);
            }
        }
        assertEquals(List.of(), List.copyOf(failures));
        long before = median(memory.subList(0, SOME));
        long after = median(memory.subList(SWAPS - SOME, SWAPS));
        Figures figures = new Figures(SwappedModelIT.class);
        figures.add("%d swaps under load: %,d requests, 0 failed", SWAPS, answers.get());
        figures.add("memory: %,d MB during the first %d swaps, %,d MB during the last (medians)", before >> 20, SOME,
                after >> 20);
        figures.print();
        assertTrue(after - before < FLAT, memory.toString());
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private void swap(FakeCloudStorage storage, Caller caller) throws IOException, InterruptedException {
        int next = published + 1;
        published = next;
        storage.put("mole/card.json", ModelVersions.card(String.valueOf(next)).getBytes());
        caller.await("/api/model", 200, "\"version\":\"%d\"".formatted(next));
        served = next;
    }

    private void upload(Caller caller) {
        while (!stopped) {
            try {
                int oldest = served;
                HttpResponse<String> answer = caller.upload("/api/predictions");
                if (answer.statusCode() == 201) {
                    int version = Integer.parseInt(Caller.json(answer).getString("modelVersion"));
                    check(oldest <= version && version <= published,
                            "judged by %d, although %d served and %d was there".formatted(version, oldest, published));
                } else {
                    failures.add(answer.statusCode() + " " + answer.body());
                }
                answers.incrementAndGet();
            } catch (IOException | InterruptedException e) {
                failures.add(e.toString());
            }
        }
    }

    private void check(boolean condition, String failure) {
        if (!condition) {
            failures.add(failure);
        }
    }

    private static void assertMetrics(Caller caller) throws IOException, InterruptedException {
        caller.await("/observe/metrics", 200, "version=\"%d\"".formatted(SWAPS));
        List<String> metrics = caller.get("/observe/metrics").body().lines().toList();
        assertTrue(metrics.stream().anyMatch(line -> line.startsWith("nevus_model_changes_total")
                && line.endsWith(" %d.0".formatted(SWAPS))), metrics.toString());
        List<String> told = metrics.stream().filter(line -> line.startsWith("nevus_model_info{")).toList();
        assertEquals(1, told.size(), "the others are gone: " + told);
    }
}
