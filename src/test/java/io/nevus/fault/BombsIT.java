package io.nevus.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.fault.KeptConnection.Answer;
import io.nevus.picture.Bombs;
import io.nevus.picture.Inspection;
import io.nevus.picture.PictureFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Small files that would unpack to gigabytes or take minutes: the server spends neither. */
@Isolated
class BombsIT {
    private static final Duration BY_HEADER = Duration.ofMillis(50);
    private static final Duration AT_WORST = Duration.ofSeconds(2);
    /** The best counts: the compiler works, too. */
    private static final int TRIES = Scale.of(10, 30);
    private static final int WARM_UP = 20;
    private static final long MEMORY_BY_HEADER = 50_000_000;
    /** TensorFlow's allocator keeps what the largest picture needed, for the next one. */
    private static final long MEMORY_AT_WORST = 300_000_000;
    private static final Set<Integer> HONEST = Set.of(201, 422);

    private final Figures figures = new Figures(getClass());

    @Test
    void costLittle(@TempDir Path folder) throws Exception {
        var refused = Bombs.refusedByTheirHeaders();
        var bearable = Bombs.bearable();
        try (var server = ServerProcess.small(folder.resolve("history.db"))) {
            for (int i = 0; i < WARM_UP; i++) {
                assertEquals(201, answer(server, PictureFactory.jpeg()).status());
            }
            Usage fresh = Usage.of(server);
            figures.add("before: %s", fresh);
            for (var bomb : refused.entrySet()) {
                assertInstanceOf(Inspection.Unfit.class, Inspection.of(bomb.getValue()), bomb.getKey());
                throwAt(server, bomb.getKey(), bomb.getValue(), BY_HEADER, MEMORY_BY_HEADER);
            }
            Usage.backTo(fresh, server).assertNoMoreThan(fresh);
            for (var bomb : bearable.entrySet()) {
                throwAt(server, bomb.getKey(), bomb.getValue(), AT_WORST, MEMORY_AT_WORST);
            }
            Usage once = Usage.of(server);
            figures.add("after all: %s", once);
            assertTrue(once.memory() - fresh.memory() < MEMORY_AT_WORST, once.toString());
            for (byte[] bomb : bearable.values()) {
                answer(server, bomb);
            }
            Usage again = Usage.backTo(once, server);
            figures.add("after those that are decoded again: %s", again);
            again.assertNoMoreThan(once);
            assertEquals(201, answer(server, PictureFactory.jpeg()).status());
        } finally {
            figures.print();
        }
    }

    private static Answer answer(ServerProcess server, byte[] picture) throws IOException {
        try (var client = new KeptConnection(server.port())) {
            return client.upload("/api/predictions", picture);
        }
    }

    private void throwAt(ServerProcess server, String name, byte[] bomb, Duration limit, long memory)
            throws IOException {
        Duration best = Duration.ofDays(1);
        long start = server.memory();
        server.peak();
        int status = 0;
        for (int tries = 0; tries < TRIES && best.compareTo(limit) > 0; tries++) {
            Duration before = server.work();
            status = answer(server, bomb).status();
            Duration work = server.work().minus(before);
            best = work.compareTo(best) < 0 ? work : best;
            assertTrue(HONEST.contains(status), name + " was answered " + status);
        }
        long grown = Math.max(0, server.peak() - start);
        figures.add("%-36s %,12d bytes: %d after %d ms, %d MB more at most",
                name, bomb.length, status, best.toMillis(), grown / 1_000_000);
        assertTrue(best.compareTo(limit) <= 0, "%s took %s".formatted(name, best));
        assertTrue(grown < memory, "%s took %,d bytes".formatted(name, grown));
    }
}
