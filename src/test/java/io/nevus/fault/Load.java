package io.nevus.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** The same request from many connections. */
record Load(int port, ByteBuffer request, int connections) {

    /** Each connection sends the next as soon as it has its answer. */
    Outcomes closed(Duration time) throws InterruptedException {
        return run(time, _ -> System.nanoTime());
    }

    /** Whatever becomes of the others, the next is due in time; time counts from when it was due. */
    Outcomes open(double perSecond, Duration time) throws InterruptedException {
        long start = System.nanoTime();
        return run(time, n -> start + (long) (n * 1e9 / perSecond));
    }

    private Outcomes run(Duration time, Schedule schedule) throws InterruptedException {
        Queue<Outcomes.Outcome> outcomes = new ConcurrentLinkedQueue<>();
        var sent = new AtomicLong();
        long end = System.nanoTime() + time.toNanos();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < connections; i++) {
                clients.execute(() -> {
                    try (var client = new LeanClient(port)) {
                        for (long due = schedule.due(sent.getAndIncrement()); due < end;
                                due = schedule.due(sent.getAndIncrement())) {
                            LockSupport.parkNanos(due - System.nanoTime());
                            outcomes.add(outcome(client, due));
                        }
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
            }
        }
        return new Outcomes(outcomes, time);
    }

    private Outcomes.Outcome outcome(LeanClient client, long due) {
        try {
            LeanClient.Answer answer = client.send(request);
            boolean saysWhenToRetry = answer.head().contains("Retry-After");
            return new Outcomes.Outcome(answer.status(), saysWhenToRetry, System.nanoTime() - due);
        } catch (IOException e) {
            return new Outcomes.Outcome(Outcomes.NO_ANSWER, false, System.nanoTime() - due);
        }
    }

    private interface Schedule {
        long due(long number);
    }
}
