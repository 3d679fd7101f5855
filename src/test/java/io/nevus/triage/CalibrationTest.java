package io.nevus.triage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    private static final double[] EVEN = new double[7];

    @Test
    void probabilitiesAddUpToOneHoweverLargeTheLogits() {
        double[] probabilities = new Calibration(1, EVEN).probabilities(new float[] {1000, -1000, 0, 3, 999, 5, 1});
        assertEquals(1, Arrays.stream(probabilities).sum(), 1e-12);
        assertEquals(1 / (1 + Math.exp(-1)), probabilities[0], 1e-9);
    }

    @Test
    void malignancyIsTheSumOverTheMalignantClasses() {
        assertEquals(3 / 7.0, new Calibration(1, EVEN).malignancy(new float[7]), 1e-12);
    }

    @Test
    void thePriorShiftsWhatTheLogitsLeaveOpen() {
        double[] prior = EVEN.clone();
        prior[LesionClass.NV.ordinal()] = Math.log(6);
        assertEquals(0.5, new Calibration(1, prior).probabilities(new float[7])[LesionClass.NV.ordinal()], 1e-12);
    }

    @Test
    void aHighTemperatureMakesItLessSure() {
        float[] logits = {0, 0, 0, 0, 4, 0, 0};
        assertTrue(new Calibration(2, EVEN).malignancy(logits) < new Calibration(1, EVEN).malignancy(logits));
    }
}
