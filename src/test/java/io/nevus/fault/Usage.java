package io.nevus.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server uses when it has nothing to do.
 *
 * @param memory of the whole process, in bytes
 * @param heap   of it, what Java objects take that are in use
 */
record Usage(long memory, long heap, long threads, long files) {
    private static final Pattern HEAP = Pattern.compile("(?m)^memory_usedHeap_bytes\\S* ([0-9.E]+)$");
    private static final int MEGABYTE = 1_000_000;
    /** The allocator's freedom: it keeps some of what is freed, and not always the same. */
    private static final double MEMORY_SLACK = 0.1;
    private static final long HEAP_SLACK = 20 * MEGABYTE;
    /** The JVM's own threads, for compilation and virtual threads, come and go, a few at a time. */
    private static final int THREAD_SLACK = 12;
    private static final int FILE_SLACK = 8;

    static Usage of(ServerProcess server) throws IOException, InterruptedException {
        try (var client = new KeptConnection(server.port())) {
            client.get("/observe/metrics");
            server.collectGarbage();
            Matcher heap = HEAP.matcher(client.get("/observe/metrics").body());
            assertTrue(heap.find());
            return new Usage(server.memory(), (long) Double.parseDouble(heap.group(1)), server.threads(),
                    server.files());
        }
    }

    /** Waits a little for connections that are being closed. */
    static Usage backTo(Usage base, ServerProcess server) throws IOException, InterruptedException {
        Usage now = of(server);
        for (int tries = 0; tries < 40 && now.hasMoreThan(base); tries++) {
            Thread.sleep(500);
            now = of(server);
        }
        return now;
    }

    private boolean hasMoreThan(Usage base) {
        return threads > base.threads + THREAD_SLACK || files > base.files + FILE_SLACK
                || heap > base.heap + HEAP_SLACK;
    }

    void assertNoMoreThan(Usage base) {
        assertTrue(!hasMoreThan(base) && memory < base.memory * (1 + MEMORY_SLACK), base + " became " + this);
    }

    @Override
    public String toString() {
        return "%d MB, heap %d MB, %d threads, %d files".formatted(
                memory / MEGABYTE, heap / MEGABYTE, threads, files);
    }
}
