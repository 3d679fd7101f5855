package io.nevus.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.triage.LesionClass;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SplitTest {

    /** A thousand lesions of one to four pictures each, the rarer classes in fewer. */
    private static List<Example> examples() {
        Random random = new Random(7);
        List<Example> examples = new ArrayList<>();
        for (int lesion = 0; lesion < 1000; lesion++) {
            LesionClass diagnosis = LesionClass.values()[(int) (7 * Math.pow(random.nextDouble(), 2))];
            for (int picture = 0; picture <= random.nextInt(4); picture++) {
                examples.add(new Example("P" + lesion + "-" + picture, "L" + lesion, diagnosis));
            }
        }
        return examples;
    }

    @Test
    void noLesionIsInTwoParts() {
        Split split = Split.byLesion(examples(), 0.15, 1);
        Map<String, Integer> partOf = new HashMap<>();
        List<List<Example>> parts = List.of(split.train(), split.calibration(), split.test());
        for (int part = 0; part < parts.size(); part++) {
            for (Example example : parts.get(part)) {
                Integer other = partOf.put(example.lesion(), part);
                assertTrue(other == null || other == part, example.lesion() + " is in two parts");
            }
        }
        assertEquals(examples().size(), parts.stream().mapToInt(List::size).sum());
        assertEquals(examples().stream().map(Example::image).distinct().count(),
                parts.stream().flatMap(Collection::stream).map(Example::image).distinct().count());
    }

    @Test
    void everyClassHasItsShareInEveryPart() {
        Split split = Split.byLesion(examples(), 0.15, 1);
        for (LesionClass diagnosis : LesionClass.values()) {
            double all = count(examples(), diagnosis);
            Stream.of(split.calibration(), split.test()).forEach(part ->
                    assertEquals(0.15, count(part, diagnosis) / all, 0.05, diagnosis.code()));
        }
    }

    private static long count(List<Example> examples, LesionClass diagnosis) {
        return examples.stream().filter(e -> e.diagnosis() == diagnosis).count();
    }

    @Test
    void theSeedAloneDecides() {
        List<Example> shuffled = new ArrayList<>(examples());
        Collections.shuffle(shuffled, new Random(3));
        assertEquals(Split.byLesion(examples(), 0.15, 1).fingerprint(), Split.byLesion(examples(), 0.15, 1).fingerprint());
        assertNotEquals(Split.byLesion(examples(), 0.15, 1).fingerprint(), Split.byLesion(examples(), 0.15, 2).fingerprint());
        assertEquals(images(Split.byLesion(examples(), 0.15, 1).test()), images(Split.byLesion(shuffled, 0.15, 1).test()));
    }

    private static List<String> images(List<Example> examples) {
        return examples.stream().map(Example::image).sorted().toList();
    }

    @Test
    void aSingleLesionIsTrainedOn() {
        Split split = Split.byLesion(List.of(new Example("P", "L", LesionClass.DF)), 0.1, 1);
        assertFalse(split.train().isEmpty());
    }
}
