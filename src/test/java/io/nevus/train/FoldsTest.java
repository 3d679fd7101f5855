package io.nevus.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.triage.LesionClass;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldsTest {

    /** Lesions of one to four pictures each, the rarer classes in fewer. */
    private static List<Example> examples() {
        Random random = new Random(7);
        return IntStream.range(0, 700).boxed().flatMap(lesion -> {
            LesionClass diagnosis = LesionClass.values()[(int) (7 * Math.pow(random.nextDouble(), 2))];
            return IntStream.rangeClosed(0, random.nextInt(4)).mapToObj(picture ->
                    new Example("P" + lesion + "-" + picture, "L" + lesion, diagnosis));
        }).toList();
    }

    private static Set<String> lesions(List<Example> examples) {
        return examples.stream().map(Example::lesion).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 20})
    void noLesionIsTrainedAndTestedOn(int folds) {
        for (Split split : Folds.of(examples(), folds, 1)) {
            assertTrue(Collections.disjoint(lesions(split.train()), lesions(split.test())));
            assertEquals(examples().size(), split.train().size() + split.test().size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void everyPictureIsTestedOnOnce(int folds) {
        List<String> tested = Folds.of(examples(), folds, 1).stream().flatMap(split -> split.test().stream())
                .map(Example::image).sorted().toList();
        assertEquals(examples().stream().map(Example::image).sorted().toList(), tested);
    }

    @Test
    void everyClassHasItsShareInEveryFold() {
        for (LesionClass diagnosis : LesionClass.values()) {
            List<Long> counts = Folds.of(examples(), 3, 1).stream().map(split ->
                    split.test().stream().filter(e -> e.diagnosis() == diagnosis).count()).toList();
            assertTrue(Collections.max(counts) - Collections.min(counts) <= 4, diagnosis + ": " + counts);
        }
    }

    @Test
    void theSeedAloneDecides() {
        List<Example> shuffled = new ArrayList<>(examples());
        Collections.shuffle(shuffled, new Random(3));
        assertEquals(tests(examples(), 1), tests(shuffled, 1));
        assertNotEquals(tests(examples(), 1), tests(examples(), 2));
    }

    private static List<Set<String>> tests(List<Example> examples, long seed) {
        return Folds.of(examples, 3, seed).stream().map(split -> lesions(split.test())).toList();
    }

    @Test
    void aLesionCannotBeInThreeFolds() {
        List<Example> single = List.of(new Example("P1", "L", LesionClass.DF), new Example("P2", "L", LesionClass.DF),
                new Example("P3", "L", LesionClass.DF));
        assertThrows(TrainingException.class, () -> Folds.of(single, 3, 1));
    }
}
