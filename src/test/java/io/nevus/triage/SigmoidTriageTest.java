package io.nevus.triage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.triage.Examination.Judged;
import org.junit.jupiter.api.Test;

class SigmoidTriageTest {

    private static Judged judge(double probability) {
        return assertInstanceOf(Judged.class, new SigmoidTriage(0.5, "v1").examine(probability));
    }

    @Test
    void onlyAboveTheThresholdIsCancer() {
        assertEquals(Verdict.NON_CANCER, judge(0.5).verdict());
        assertEquals(Verdict.CANCER, judge(Math.nextUp(0.5)).verdict());
        assertEquals(Verdict.NON_CANCER, judge(0).verdict());
        assertEquals(Verdict.CANCER, judge(1).verdict());
    }

    @Test
    void thereAreNoClassesAndNoHeatMap() {
        Judged judged = judge(0.7);
        assertEquals(0.7, judged.malignancy());
        assertEquals(0.5, judged.threshold());
        assertTrue(judged.probabilities().isEmpty());
        assertTrue(judged.heatMap().isEmpty());
    }
}
