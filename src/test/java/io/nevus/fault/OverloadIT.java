package io.nevus.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.picture.PictureFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Ten times as many pictures as can be judged: the server judges on, and turns the rest away at once. The clients share
 * its two cores, so the goodput is a figure here, and promised for clients elsewhere.
 */
@Timeout(400)
@Isolated
class OverloadIT {
    private static final int TIMES = 10;
    private static final int CONNECTIONS = 512;
    private static final double MOST_MILLIS = 2_000;
    private static final Duration OVERLOAD = Duration.ofSeconds(Scale.of(8, 120));
    /** Java compiles what is run often for about a minute, and a server that still compiles judges a quarter less. */
    private static final Duration WARM_UP = Duration.ofSeconds(Scale.of(4, 60));
    /** A machine is not as fast at all times: what a server can do is the mean of before and after. */
    private static final Duration CAPACITY = Duration.ofSeconds(Scale.of(3, 15));

    @TempDir
    private Path folder;

    @Test
    void judgesOnAndTurnsTheRestAway() throws Exception {
        byte[] picture = PictureFactory.jpegOfBytes(PictureFactory.jpeg(), 50_000);
        var figures = new Figures(OverloadIT.class);
        try (var server = new ServerProcess(folder.resolve("history.db"));
                var probing = Executors.newVirtualThreadPerTaskExecutor()) {
            var uploads = LeanClient.upload("/predict", picture);
            var few = new Load(server.port(), uploads, 8);
            few.closed(WARM_UP);
            var byFew = new Processors();
            double capacity = few.closed(CAPACITY).with(201).perSecond();
            double leftByFew = byFew.left();
            Outcomes before = few.open(capacity / 2, Duration.ofSeconds(2));

            var probe = new Load(server.port(), LeanClient.get("/observe/health/ready"), 2);
            Future<Outcomes> probes = probing.submit(() -> probe.open(20, OVERLOAD));
            var byFlood = new Processors();
            Outcomes flood = Flood.of(server.port(), uploads, CONNECTIONS, TIMES * capacity, OVERLOAD);
            double leftByFlood = byFlood.left();
            Thread.sleep(2_000);
            Outcomes after = few.open(capacity / 2, Duration.ofSeconds(2));
            double capacityAfter = few.closed(CAPACITY).with(201).perSecond();

            Outcomes accepted = flood.with(201);
            Outcomes refused = flood.with(503);
            Outcomes health = probes.get();
            figures.add("capacity %.0f/s before and %.0f/s after, offered %.0f/s, answered %.0f/s", capacity,
                    capacityAfter, TIMES * capacity, flood.perSecond());
            double share = accepted.perSecond() / ((capacity + capacityAfter) / 2);
            figures.add("goodput %.0f/s, %.2f of capacity; %.2f of it for the processors that the clients leave, %.2f of "
                    + "them and %.2f before", accepted.perSecond(), share, share * leftByFew / leftByFlood, leftByFlood,
                    leftByFew);
            figures.add("accepted: p50 %.0f ms, p99 %.0f ms", accepted.p50(), accepted.p99());
            figures.add("refused: p50 %.0f ms, p99 %.0f ms", refused.p50(), refused.p99());
            figures.add("health: p50 %.0f ms, p99 %.0f ms, answers %s", health.p50(), health.p99(), health.tally());
            figures.add("at half of capacity: p99 %.0f ms, two seconds later %.0f ms", before.p99(), after.p99());
            figures.print();

            assertEquals(0, flood.without(201, 503).count(), "neither judged nor refused");
            assertTrue(refused.all().stream().allMatch(Outcomes.Outcome::saysWhenToRetry));
            assertEquals(0, health.without(200, 204).count(), "a busy server is a healthy one");
            assertEquals(0, after.without(201).count(), "normal again");
            assertTrue(accepted.p99() < MOST_MILLIS, "p99 " + accepted.p99() + " ms");
        }
    }
}
