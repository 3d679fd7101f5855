package io.nevus.triage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.nevus.triage.Examination.Judged;
import io.nevus.triage.Examination.Refused;
import io.nevus.triage.Reading.Quality;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriageTest {

    private static final Quality FINE = new Quality(150, 25, 30, 5);
    private static final Gate GATE = new Gate(50, 240, 3, 1, 6);
    private static final Calibration EVEN = new Calibration(1, new double[7]);

    private static Reading reading(float[] logits, Quality quality, double strangeness) {
        float[] activations = new float[2 * 2 * 7];
        activations[3 * 7 + LesionClass.MEL.ordinal()] = 7;
        activations[7 + LesionClass.NV.ordinal()] = 3;
        return new Reading(logits, activations, 2, 2, quality, strangeness);
    }

    private static Judged judge(double threshold, float[] logits) {
        Examination examination = new Triage(EVEN, threshold, GATE, "v1").examine(reading(logits, FINE, 1));
        return assertInstanceOf(Judged.class, examination);
    }

    @Test
    void malignancyAtTheThresholdIsCancer() {
        double malignancy = judge(0.5, new float[7]).malignancy();
        assertEquals(Verdict.CANCER, judge(malignancy, new float[7]).verdict());
        assertEquals(Verdict.NON_CANCER, judge(Math.nextUp(malignancy), new float[7]).verdict());
    }

    @Test
    void theHeatMapShowsTheVerdictsEvidence() {
        assertEquals(List.of(0.0, 0.0, 0.0, 1.0), judge(0.1, new float[] {0, 0, 0, 0, 1, 0, 0}).heatMap().orElseThrow().values());
        assertEquals(List.of(0.0, 1.0, 0.0, 0.0), judge(0.9, new float[] {0, 0, 0, 0, 0, 1, 0}).heatMap().orElseThrow().values());
    }

    @ParameterizedTest
    @CsvSource({"40,25,30,5,1,DARK", "245,25,30,5,1,BRIGHT", "150,25,1,5,1,NOT_COLOUR", "150,25,30,0.5,1,BLURRED",
            "150,25,30,5,7,NOT_A_LESION", "40,25,1,0.5,7,DARK"})
    void whatCannotBeJudgedIsRefused(double luminance, double contrast, double colour, double sharpness, double strangeness,
                                     Refusal.Reason reason) {
        Examination examination = new Triage(EVEN, 0.5, GATE, "v1").examine(
                reading(new float[7], new Quality(luminance, contrast, colour, sharpness), strangeness));
        assertEquals(reason, assertInstanceOf(Refused.class, examination).refusal().reason());
    }
}
