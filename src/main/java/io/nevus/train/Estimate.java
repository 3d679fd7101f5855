package io.nevus.train;

/** A figure with its 95 % interval; none of the three is a number when the pictures cannot tell. */
record Estimate(double value, double low, double high) {

    boolean known() {
        return Double.isFinite(value);
    }
}
