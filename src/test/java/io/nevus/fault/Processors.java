package io.nevus.fault;

import java.time.Duration;

/** How many of the processors the clients, which are this process, leave to the server. */
final class Processors {
    private final long start = System.nanoTime();
    private final Duration spent = spent();

    private static Duration spent() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    /** Since this was made. */
    double left() {
        double taken = (double) spent().minus(spent).toNanos() / (System.nanoTime() - start);
        return Runtime.getRuntime().availableProcessors() - taken;
    }
}
