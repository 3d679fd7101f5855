package io.nevus.train;

import java.io.PrintStream;
import java.util.List;

/** Tells which pictures are left out, without filling the console when they are many. */
final class LeftOut {

    private static final int TOLD = 20;

    private LeftOut() {
    }

    /** @param all a file that lists them all */
    static void tell(PrintStream console, List<String> lines, String all) {
        lines.stream().limit(TOLD).forEach(line -> console.println("Left out: " + line));
        if (lines.size() > TOLD) {
            console.printf("Left out: %d more, all of which %s lists%n", lines.size() - TOLD, all);
        }
    }
}
