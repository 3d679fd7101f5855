package io.nevus.train;

import io.nevus.triage.LesionClass;

/**
 * A labelled picture and what the network says of it.
 *
 * @param logits of a balanced posterior, by the ordinal of the class
 */
record Scored(Example example, float[] logits) {

    /** The class that the network decides for. */
    LesionClass said() {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            best = logits[i] > logits[best] ? i : best;
        }
        return LesionClass.values()[best];
    }

    boolean right() {
        return said() == example.diagnosis();
    }
}
