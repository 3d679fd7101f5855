package io.nevus.fault;

/** How long a fault test lasts: short, so that CI can run it at every change, or in full, by {@code -Plong}. */
final class Scale {
    private static final boolean LONG = Boolean.getBoolean("nevus.long");

    private Scale() {
    }

    static int of(int brief, int full) {
        return LONG ? full : brief;
    }
}
