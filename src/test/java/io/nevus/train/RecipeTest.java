package io.nevus.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class RecipeTest {
    private static final Recipe STANDARD = Recipe.standard();

    @Test
    void aShorterRunAveragesOverTheSameShareOfItsSteps() {
        Recipe tenth = STANDARD.lasting(STANDARD.epochs() / 10);
        assertEquals(10 * (1 - STANDARD.average()), 1 - tenth.average(), 1e-4);
        assertEquals(0, STANDARD.lasting(0.01).average());
    }

    @Test
    void aLongerRunAveragesAsTheStandardOne() {
        assertEquals(STANDARD.average(), STANDARD.lasting(10 * STANDARD.epochs()).average());
    }

    @Test
    void theLearningRateRisesAndThenFallsToNothing() {
        assertEquals(STANDARD.learningRate() / 30, STANDARD.learningRate(0, 1000), 1e-12);
        assertEquals(STANDARD.learningRate(), STANDARD.learningRate(30, 1000), 1e-12);
        assertEquals(0, STANDARD.learningRate(999, 1000), 1e-8);
    }

    @Test
    void noRunLastsNoTime() {
        assertThrows(TrainingException.class, () -> STANDARD.lasting(0));
    }
}
