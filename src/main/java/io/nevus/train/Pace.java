package io.nevus.train;

/** How long work takes here: a guess from the number of processors at first, then as long as what is done took. */
final class Pace {

    private double effort;
    private double seconds;

    void measured(double efforts, double took) {
        effort += efforts;
        seconds += took;
    }

    double seconds(double efforts) {
        return efforts * (effort > 0 ? seconds / effort : 1.0 / Runtime.getRuntime().availableProcessors());
    }

    /** Such as {@code 1 h 5 min}. */
    static String told(double seconds) {
        long minutes = (long) Math.ceil(seconds / 60);
        return minutes < 60 ? minutes + " min" : "%d h %d min".formatted(minutes / 60, minutes % 60);
    }
}
