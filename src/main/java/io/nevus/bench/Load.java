package io.nevus.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * What came of requests on a schedule.
 *
 * @param millis   of each that succeeded, from when it was due: waiting for a free worker counts, so that a server that
 *                 stalls is not asked less (coordinated omission)
 * @param failures others
 * @param seconds  until the last one ended
 */
record Load(Sample millis, int failures, double seconds) {

    /** One worker's way to do one request. */
    interface Task {
        void run() throws IOException;
    }

    /** Does what the schedule says, each worker on a thread of its own. */
    static Load run(Schedule schedule, List<? extends Task> workers) {
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(workers.size())) {
            List<Future<Part>> parts = new ArrayList<>();
            workers.forEach(worker -> parts.add(threads.submit(() -> work(schedule, worker, start))));
            List<Double> millis = new ArrayList<>();
            List<IOException> failures = new ArrayList<>();
            for (Future<Part> part : parts) {
                millis.addAll(part.get().millis());
                failures.addAll(part.get().failures());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            if (millis.isEmpty()) {
                throw new BenchException("No request succeeded: " + failures.getLast().getMessage());
            }
            return new Load(Sample.of(millis), failures.size(), seconds);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted");
        }
    }

    private record Part(List<Double> millis, List<IOException> failures) {
    }

    private static Part work(Schedule schedule, Task task, long start) {
        List<Double> millis = new ArrayList<>();
        List<IOException> failures = new ArrayList<>();
        for (OptionalLong due = next(schedule, start); due.isPresent(); due = next(schedule, start)) {
            long wait = start + due.getAsLong() - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            }
            try {
                task.run();
                millis.add((System.nanoTime() - start - due.getAsLong()) / 1e6);
            } catch (IOException e) {
                failures.add(e);
            }
        }
        return new Part(millis, failures);
    }

    private static OptionalLong next(Schedule schedule, long start) {
        return schedule.next(System.nanoTime() - start);
    }

    double perSecond() {
        return millis.size() / seconds;
    }
}
