package io.nevus.fault;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What came of many requests. */
record Outcomes(Collection<Outcome> all, Duration time) {
    static final int NO_ANSWER = 0;

    Outcomes where(Predicate<Outcome> condition) {
        return new Outcomes(all.stream().filter(condition).toList(), time);
    }

    Outcomes with(int status) {
        return where(outcome -> outcome.status == status);
    }

    Outcomes without(int... statuses) {
        return where(outcome -> Arrays.stream(statuses).noneMatch(status -> status == outcome.status));
    }

    int count() {
        return all.size();
    }

    /** How many there are of each status. */
    Map<Integer, Long> tally() {
        return all.stream().collect(Collectors.groupingBy(Outcome::status, TreeMap::new, Collectors.counting()));
    }

    double perSecond() {
        return count() / (time.toMillis() / 1e3);
    }

    /** In milliseconds; 0 of none. */
    double quantile(double share) {
        List<Long> sorted = all.stream().map(Outcome::nanos).sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(share * sorted.size()) - 1) / 1e6;
    }

    double p50() {
        return quantile(0.5);
    }

    double p99() {
        return quantile(0.99);
    }

    /** @param nanos from when it was due until its answer was complete */
    record Outcome(int status, boolean saysWhenToRetry, long nanos) {
    }
}
