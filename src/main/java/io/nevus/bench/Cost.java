package io.nevus.bench;

import java.time.Duration;

/** Processor time that a process takes from now on. */
final class Cost {
    private final ProcessHandle process;
    private final Duration before;

    Cost(ProcessHandle process) {
        this.process = process;
        this.before = spent();
    }

    private Duration spent() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** For each request that succeeded. */
    double millisFor(Load load) {
        return spent().minus(before).toNanos() / 1e6 / load.millis().size();
    }
}
