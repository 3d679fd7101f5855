package io.nevus.triage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceTest {

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
    void holdsProbabilitiesOnly(double value) {
        assertThrows(IllegalArgumentException.class, () -> new Evidence(value, 0.5, Map.of(), "v"));
        assertThrows(IllegalArgumentException.class, () -> new Evidence(0.5, value, Map.of(), "v"));
        assertThrows(IllegalArgumentException.class,
                () -> new Evidence(0.5, 0.5, Map.of(LesionClass.NV, value), "v"));
    }

    @Test
    void mayBeCertain() {
        assertEquals(1, new Evidence(1, 0, Map.of(LesionClass.MEL, 1.0), "v").malignancy());
    }
}
