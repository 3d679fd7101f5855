package io.nevus.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.triage.Refusal;
import io.nevus.triage.Refusal.Reason;

/** What tests say about an inspection. */
final class Inspections {

    private Inspections() {
    }

    static Picture assertSafe(byte[] bytes) {
        return assertInstanceOf(Inspection.Safe.class, Inspection.of(bytes)).picture();
    }

    /** @return the sentence of help */
    static String assertRefused(Reason reason, byte[] bytes) {
        Refusal refusal = assertInstanceOf(Inspection.Unfit.class, Inspection.of(bytes)).refusal();
        assertEquals(reason, refusal.reason(), refusal.help());
        assertTrue(refusal.help().matches("[A-Z][^.]*\\."), "One sentence: " + refusal.help());
        return refusal.help();
    }
}
