package io.nevus.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.triage.Prediction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class GroupCommitTest {

    @TempDir
    private Path folder;
    private Path file;
    private Database database;
    private GroupCommit commits;
    private final CountDownLatch gate = new CountDownLatch(1);

    @BeforeEach
    void open() throws Exception {
        file = folder.resolve("h.db");
        database = new Database(file, Database.durable());
        commits = new GroupCommit(database);
        commits.submit(connection -> true).get();
    }

    @AfterEach
    void close() {
        gate.countDown();
        commits.close();
        database.close();
    }

    @Test
    void whatWaitsTogetherIsWrittenTogether() throws Exception {
        holdTheWriter();
        List<Future<String>> countsSeenByOthers = Stream.generate(Predictions::any).limit(100)
                .map(prediction -> commits.submit(connection -> {
                    Rows.insert(connection, prediction);
                    return Databases.text(file, "SELECT count(*) FROM prediction");
                })).toList();
        gate.countDown();
        for (Future<String> count : countsSeenByOthers) {
            assertEquals("0", count.get(), "nothing is committed before all are written");
        }
        assertEquals("100", Databases.text(file, "SELECT count(*) FROM prediction"));
    }

    @Test
    void oneThatFailsDoesNotHarmItsNeighbours() throws Exception {
        holdTheWriter();
        Prediction first = Predictions.any();
        Prediction last = Predictions.any();
        Future<?> good = keep(first);
        Future<?> bad = commits.submit(connection -> {
            throw new IllegalStateException("poison");
        });
        Future<?> constraint = commits.submit(connection -> {
            Sql.execute(connection, "INSERT INTO prediction (id) VALUES (NULL)");
            return true;
        });
        Future<?> alsoGood = keep(last);
        gate.countDown();
        good.get();
        alsoGood.get();
        assertInstanceOf(IllegalStateException.class, assertThrows(ExecutionException.class, bad::get).getCause());
        assertThrows(ExecutionException.class, constraint::get);
        assertTrue(commits.last().problem().isEmpty());
        assertEquals(2, database.run(connection -> Rows.newest(connection, 9)).size());
    }

    @Test
    void thoseBeyondTheBoundAreTurnedAwayAndTheOthersAreWritten() throws Exception {
        holdTheWriter();
        List<Future<?>> waiting = new ArrayList<>();
        for (int i = 0; i < GroupCommit.CAPACITY; i++) {
            waiting.add(keep(Predictions.any()));
        }
        HistoryUnavailable full = assertThrows(HistoryUnavailable.class, () -> keep(Predictions.any()));
        assertEquals("The history cannot keep up. Try again in a moment.", full.getMessage());
        gate.countDown();
        for (Future<?> future : waiting) {
            future.get();
        }
        keep(Predictions.any()).get();
    }

    @Test
    void closingWritesWhatIsWaiting() throws Exception {
        holdTheWriter();
        List<Future<?>> waiting = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            waiting.add(keep(Predictions.any()));
        }
        gate.countDown();
        commits.close();
        assertTrue(waiting.stream().allMatch(future -> future.state() == Future.State.SUCCESS));
        assertThrows(HistoryUnavailable.class, () -> keep(Predictions.any()));
        assertEquals("100", Databases.text(file, "SELECT count(*) FROM prediction"));
    }

    @Test
    void nobodyWaitsForWhatFollowsTheWorkOfAnother() throws Exception {
        var followed = new CountDownLatch(1);
        holdTheWriter();
        Future<?> deletion = commits.submit(connection -> true, connection -> await(followed));
        Future<?> kept = keep(Predictions.any());
        gate.countDown();
        kept.get();
        assertFalse(deletion.isDone());
        followed.countDown();
        deletion.get();
    }

    @Test
    void whatIsDearIsDoneTogetherAfterAPause() throws Exception {
        var times = new AtomicInteger();
        Database.Work<Boolean> dear = connection -> {
            times.incrementAndGet();
            LockSupport.parkNanos(300_000_000);
            return true;
        };
        commits.submit(connection -> true, dear).get();
        List<Future<Boolean>> later = Stream.generate(() -> commits.submit(connection -> true, dear)).limit(5).toList();
        keep(Predictions.any()).get();
        assertTrue(later.stream().noneMatch(Future::isDone), "they are put off");
        for (Future<Boolean> future : later) {
            future.get();
        }
        assertEquals(2, times.get());
        Future<Boolean> last = commits.submit(connection -> true, dear);
        commits.close();
        assertEquals(Future.State.SUCCESS, last.state(), "not put off any more");
        assertEquals(3, times.get());
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Future<?> keep(Prediction prediction) {
        return commits.submit(connection -> {
            Rows.insert(connection, prediction);
            return true;
        });
    }

    /** Makes the others queue up until the gate opens. */
    private void holdTheWriter() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        commits.submit(connection -> {
            held.countDown();
            return await(gate);
        });
        held.await();
    }
}
