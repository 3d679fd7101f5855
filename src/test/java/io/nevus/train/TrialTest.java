package io.nevus.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialTest {

    private static final Recipe BASE = Recipe.standard();

    @Test
    void changesWhatItNames() {
        Recipe recipe = Trial.of("mixup=0.2, size=128").recipe(BASE);
        assertEquals(BASE.with("mixup", 0.2).with("size", 128), recipe);
    }

    @Test
    void hasOneNameHoweverItIsWritten() {
        assertEquals("damage=0,mixup=0.2", Trial.of(" mixup=0.20 damage=0.0 ").name());
        assertEquals(Trial.of("damage=0,mixup=.2").name(), Trial.of("mixup=2e-1,damage=0").name());
        assertEquals("learning-rate=1E-9", Trial.of("learning-rate=1e-9").name());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rate=1                        | There is no setting rate
            learning-rate                 | learning-rate=6e-4
            learning-rate=fast            | learning-rate=6e-4
            =1                            | There is no setting
            learning-rate=0               | learning-rate must be above 0
            learning-rate=NaN             | learning-rate must be above 0
            size=100                      | size must be a multiple of 32
            batch=8.5                     | batch must be a whole number
            mixup=0.1,mixup=0.2           | sets mixup twice
            extra=2                       | extra must be 0 or 1
            held-out=0.2                  | held-out must be the same
            size=64,batch=8,decay=0,mixup=0,damage=0,balance=0,dropout=0 | may change 6 settings, not 7
            """)
    void saysWhatCannotBe(String text, String expected) {
        String message = assertThrows(TrainingException.class, () -> Trial.of(text).recipe(BASE)).getMessage();
        assertTrue(message.contains(expected), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void theStandardSearchChangesOneThingAtATime() {
        List<Trial> trials = Trial.standard(BASE);
        trials.forEach(trial -> trial.recipe(BASE));
        assertEquals(trials.size(), trials.stream().map(Trial::name).distinct().count());
        assertEquals(1, trials.stream().filter(Trial::changesSeedAlone).count());
        assertFalse(trials.stream().filter(trial -> trial.changes().containsKey("extra")).findFirst().orElseThrow()
                .withExtra());
    }

    @Test
    void theLargestPicturesCanBeSearchedAround() {
        Recipe large = BASE.with("size", 512).with("judged-size", 512).with("learning-rate", 1);
        Trial.standard(large).forEach(trial -> trial.recipe(large));
    }
}
