package io.nevus.history;

import com.google.api.core.ApiFuture;
import com.google.api.gax.grpc.GrpcCallContext;
import com.google.api.gax.grpc.GrpcStatusCode;
import com.google.api.gax.retrying.RetrySettings;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.CancelledException;
import com.google.api.gax.rpc.DeadlineExceededException;
import com.google.api.gax.rpc.StatusCode;
import io.grpc.Status;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Remote calls of which none lasts longer than its caller's patience, and only so many are under way at once. */
final class BoundedCalls {
    /** Google's servers take 100 streams on a connection; more would queue inside gRPC, without a bound. */
    static final int AT_ONCE = 100;
    /** For an answer to get from gRPC's thread, which keeps the deadline, to ours. */
    private static final Duration GRACE = Duration.ofMillis(100);

    private final Semaphore places = new Semaphore(AT_ONCE);

    /** Tries again while there is time, which only calls that can be repeated without harm may. */
    <T> T repeat(Duration patience, Function<GrpcCallContext, ApiFuture<T>> call) {
        return within(patience, call, Set.of(StatusCode.Code.UNAVAILABLE, StatusCode.Code.ABORTED,
                StatusCode.Code.INTERNAL));
    }

    <T> T once(Duration patience, Function<GrpcCallContext, ApiFuture<T>> call) {
        return within(patience, call, Set.of());
    }

    private <T> T within(Duration patience, Function<GrpcCallContext, ApiFuture<T>> call, Set<StatusCode.Code> again) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            if (!places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new HistoryUnavailable(FirestoreTrouble.BUSY);
            }
            try {
                Duration left = Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
                return await(call.apply(context(left, again)), left.plus(GRACE));
            } finally {
                places.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException(e, GrpcStatusCode.of(Status.Code.CANCELLED), false);
        }
    }

    private static <T> T await(ApiFuture<T> answer, Duration patience) throws InterruptedException {
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new DeadlineExceededException(e, GrpcStatusCode.of(Status.Code.DEADLINE_EXCEEDED), false);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ApiException api ? api
                    : new HistoryUnavailable(Trouble.UNKNOWN, e.getCause());
        } finally {
            answer.cancel(true); // without effect on one that is done
        }
    }

    private static GrpcCallContext context(Duration time, Set<StatusCode.Code> again) {
        return GrpcCallContext.createDefault()
                .withTimeoutDuration(time)
                .withRetryableCodes(again)
                .withRetrySettings(RetrySettings.newBuilder()
                        .setInitialRetryDelayDuration(Duration.ofMillis(50))
                        .setRetryDelayMultiplier(2)
                        .setMaxRetryDelayDuration(Duration.ofMillis(400))
                        .setInitialRpcTimeoutDuration(time)
                        .setRpcTimeoutMultiplier(1)
                        .setMaxRpcTimeoutDuration(time)
                        .setTotalTimeoutDuration(time)
                        .build());
    }
}
