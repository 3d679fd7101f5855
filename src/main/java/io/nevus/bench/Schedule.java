package io.nevus.bench;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** When requests are due; all workers of a load take from the same one. */
interface Schedule {

    /**
     * When the next request is due, which may be past; nothing when there are no more.
     *
     * @param now nanoseconds since the start of the load
     */
    OptionalLong next(long now);

    /** Closed loop: the next request is due when its worker is free. There is one at least. */
    static Schedule withoutPause(Duration time) {
        var begun = new AtomicBoolean();
        return now -> begun.getAndSet(true) ? until(time, now) : OptionalLong.of(now);
    }

    /** Open loop: requests are due at even intervals, however slow the answers are. */
    static Schedule even(double perSecond, Duration time) {
        var count = new AtomicLong();
        return _ -> until(time, (long) (count.getAndIncrement() * 1e9 / perSecond));
    }

    /** Open loop: requests come by chance, as from many people who do not know each other (a Poisson process). */
    static Schedule random(double perSecond, Duration time, Random random) {
        return new Schedule() {
            private double due;

            @Override
            public synchronized OptionalLong next(long now) {
                OptionalLong next = until(time, (long) due);
                due -= Math.log(1 - random.nextDouble()) * 1e9 / perSecond;
                return next;
            }
        };
    }

    private static OptionalLong until(Duration time, long due) {
        return due < time.toNanos() ? OptionalLong.of(due) : OptionalLong.empty();
    }
}
