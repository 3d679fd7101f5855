package io.nevus.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.fault.KeptConnection.Answer;
import io.nevus.picture.Bombs;
import io.nevus.picture.Mutations;
import io.nevus.picture.PictureFactory;
import io.nevus.picture.PictureSamples;
import io.nevus.picture.Polyglots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Damaged files of every kind, by keep-alive: none fails, delays or fattens the server. */
@Isolated
class HostileFilesIT {
    /** Files of one seed, on one connection. */
    private static final int ROUND = 100;
    private static final int ROUNDS = Scale.of(15, 120);
    /** Before the first measurement, so that caches and allocators are as large as they get. */
    private static final int WARM_UP = ROUNDS / 3;
    private static final int CONNECTIONS = 4;
    private static final Duration PROMISE = Duration.ofSeconds(2);
    private static final int TRIES = 3;
    private static final Set<Integer> HONEST = Set.of(201, 400, 422);

    private final List<byte[]> samples = new ArrayList<>(PictureSamples.all().values());
    private final Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();
    private final AtomicLong slowest = new AtomicLong();

    @Test
    void areAnsweredAndForgotten(@TempDir Path folder) throws Exception {
        samples.addAll(Polyglots.all().values());
        // those that are judged, so that damage goes all the way
        byte[] progressive = PictureFactory.progressiveJpeg(PictureFactory.lesion(400, 300));
        samples.addAll(Collections.nCopies(samples.size() / 4, PictureFactory.jpeg()));
        samples.addAll(Collections.nCopies(samples.size() / 8, progressive));
        var figures = new Figures(getClass());
        try (var server = ServerProcess.small(folder.resolve("history.db"))) {
            send(server, 0, WARM_UP);
            sendLargest(server);
            Usage before = Usage.of(server);
            send(server, WARM_UP, ROUNDS);
            Usage after = Usage.backTo(before, server);
            figures.add("%d files, answered %s, the slowest within %d ms", ROUNDS * ROUND, statuses,
                    Duration.ofNanos(slowest.get()).toMillis());
            figures.add("after %d files: %s", WARM_UP * ROUND, before);
            figures.add("after all: %s", after);
            after.assertNoMoreThan(before);
            try (var client = new KeptConnection(server.port())) {
                assertEquals(201, client.upload("/predict", PictureFactory.jpeg()).status());
            }
        } finally {
            figures.print();
        }
    }

    private void send(ServerProcess server, int from, int to) throws Exception {
        all(IntStream.range(from, to).<Callable<Void>>mapToObj(seed -> new Round(server, seed)).toList());
    }

    /** A damaged header may claim as much as the limit allows, and the allocator keeps what the largest took. */
    private static void sendLargest(ServerProcess server) throws Exception {
        byte[] largest = Bombs.bearable().get("JPEG of 50 megapixels");
        all(Collections.nCopies(CONNECTIONS, () -> {
            try (var client = new KeptConnection(server.port())) {
                assertEquals(422, client.upload("/api/predictions", largest).status());
            }
            return null;
        }));
    }

    private static void all(List<Callable<Void>> tasks) throws Exception {
        try (var clients = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (Future<Void> task : clients.invokeAll(tasks)) {
                task.get();
            }
        }
    }

    /** A hundred files, which the seed alone decides. */
    private final class Round implements Callable<Void> {
        private final ServerProcess server;
        private final int seed;

        Round(ServerProcess server, int seed) {
            this.server = server;
            this.seed = seed;
        }

        @Override
        public Void call() throws Exception {
            try (var client = new KeptConnection(server.port())) {
                int number = 0;
                for (byte[] file : (Iterable<byte[]>) new Mutations(seed, samples).stream().limit(ROUND)::iterator) {
                    number++;
                    String path = number % 2 == 0 ? "/predict" : "/api/predictions";
                    try {
                        statuses.merge(judge(client, path, file), 1, Integer::sum);
                    } catch (IOException | AssertionError e) {
                        throw new AssertionError("Seed %d, file %d, which is %s now: %s".formatted(
                                seed, number, save(file, number), e.getMessage()), e);
                    }
                }
            }
            return null;
        }

        private int judge(KeptConnection client, String path, byte[] file) throws IOException {
            for (int tries = 1; true; tries++) {
                long start = System.nanoTime();
                Answer answer = client.upload(path, file);
                long time = System.nanoTime() - start;
                assertTrue(HONEST.contains(answer.status()), answer.toString());
                if (time < PROMISE.toNanos()) {
                    slowest.accumulateAndGet(time, Math::max);
                    return answer.status();
                }
                // A busy machine is slow with anything, a bomb is slow each time
                assertTrue(tries < TRIES, "took %d ms".formatted(time / 1_000_000));
            }
        }

        private Path save(byte[] file, int number) throws IOException {
            Path folder = Files.createDirectories(Path.of("target", "hostile"));
            return Files.write(folder.resolve("%d-%d".formatted(seed, number)), file);
        }
    }
}
