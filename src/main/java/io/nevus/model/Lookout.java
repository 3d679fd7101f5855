package io.nevus.model;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Which states of an {@link Origin} are worth a download: not the one that serves, and seldom one that failed. */
final class Lookout {

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 6;

    private final Clock clock;
    private String served = "";
    private String failed = "";
    private String reason = "";
    private int failures;
    private Instant next = Instant.MIN;

    Lookout(Clock clock) {
        this.clock = clock;
    }

    boolean isWorthTrying(String state) {
        return !state.equals(served) && (!state.equals(failed) || !clock.instant().isBefore(next));
    }

    /** Whether what serves is known to be what is there. */
    boolean isUpToDate() {
        return !served.isEmpty();
    }

    /** Why this state does not serve. */
    Optional<String> failure(String state) {
        return state.equals(failed) ? Optional.of(reason) : Optional.empty();
    }

    void served(String state) {
        served = state;
        failed = "";
    }

    void failed(String state, String why) {
        failures = state.equals(failed) ? failures + 1 : 1;
        failed = state;
        reason = why;
        next = clock.instant().plus(FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS)));
    }
}
