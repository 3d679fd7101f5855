package io.nevus.model;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Platform threads of its own for native calls, a thread a core: a native call pins the carrier of a virtual thread, and
 * two of those on two cores would stall every connection.
 */
final class InferencePool implements AutoCloseable {

    /** At 4 ms a view on each of two cores, the last in the queue waits an eighth of a second, or one with 8 views. */
    private static final int WAITING = 64;
    private static final long PATIENCE_SECONDS = 20;

    private final ThreadPoolExecutor threads;

    InferencePool(int size) {
        threads = new ThreadPoolExecutor(size, size, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().name("inference-", 0).daemon().factory());
    }

    /** @throws ModelUnavailable when too many are waiting, or the pool is closed */
    <T> T call(Callable<T> task) {
        Future<T> future;
        try {
            future = threads.submit(task);
        } catch (RejectedExecutionException e) {
            throw new ModelUnavailable("Too many pictures are waiting to be judged: try again in a moment", e);
        }
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            future.cancel(false);
            throw new ModelUnavailable("The picture was not judged in time: try again in a moment", e);
        } catch (InterruptedException e) {
            future.cancel(false);
            Thread.currentThread().interrupt();
            throw new ModelUnavailable("The server is stopping: try again in a moment", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Lets the running and waiting calls finish. */
    @Override
    public void close() {
        threads.close();
    }
}
