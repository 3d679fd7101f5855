package io.nevus.train;

import java.util.stream.IntStream;

/**
 * Exact test of whether two models are right equally often on the same pictures.
 *
 * @param onlyFirst  pictures that only the first gets right
 * @param onlySecond pictures that only the second gets right
 */
record McNemar(int onlyFirst, int onlySecond) {

    /** Of the same examples in the same order. */
    static McNemar of(Scores first, Scores second) {
        return new McNemar(
                (int) IntStream.range(0, first.size()).filter(i -> first.right(i) && !second.right(i)).count(),
                (int) IntStream.range(0, first.size()).filter(i -> !first.right(i) && second.right(i)).count());
    }

    /** Two-sided probability of so uneven a share of the disagreements, were both equally good (binomial of 1/2). */
    double pValue() {
        int n = onlyFirst + onlySecond;
        double term = -n * Math.log(2);
        double tail = 0;
        for (int k = 0; k <= Math.min(onlyFirst, onlySecond); k++) {
            tail += Math.exp(term);
            term += Math.log(n - k) - Math.log(k + 1);
        }
        return Math.min(1, 2 * tail);
    }
}
