package io.nevus.train;

/** Times the steps of a run, with those that were made before it was interrupted. */
final class Stopwatch {

    private final double secondsBefore;
    private final long begin = System.nanoTime();
    private long afterFirst;
    private int steps;

    Stopwatch(double secondsBefore) {
        this.secondsBefore = secondsBefore;
    }

    void step() {
        steps++;
        afterFirst = steps == 1 ? System.nanoTime() : afterFirst;
    }

    /** Of the whole run. */
    double seconds() {
        return secondsBefore + (System.nanoTime() - begin) / 1e9;
    }

    /** Since it last began; the first step takes seconds more than all others and is left out. */
    double stepsPerSecond() {
        return steps < 2 ? 0 : (steps - 1) / ((System.nanoTime() - afterFirst) / 1e9);
    }
}
