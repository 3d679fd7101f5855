package io.nevus.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.triage.LesionClass;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How classes are drawn and labelled, also when some of them have no picture. */
class SourceTest {

    /** 90 nevi, 10 melanomas, nothing else. */
    private static final List<Example> EXAMPLES = Stream.concat(
            Collections.nCopies(90, new Example("n", "n", LesionClass.NV)).stream(),
            Collections.nCopies(10, new Example("m", "m", LesionClass.MEL)).stream()).toList();

    @Test
    void balanceSaysHowClassesAreDrawn() {
        assertEquals(0.1, new Source(EXAMPLES, 0).prior()[LesionClass.MEL.ordinal()], 1e-4);
        assertEquals(0.25, new Source(EXAMPLES, 0.5).prior()[LesionClass.MEL.ordinal()], 1e-4);
        assertEquals(0.5, new Source(EXAMPLES, 1).prior()[LesionClass.MEL.ordinal()], 1e-4);
    }

    @Test
    void picturesAreDrawnByThePrior() {
        Source source = new Source(EXAMPLES, 0.5);
        SplittableRandom random = new SplittableRandom(1);
        long melanomas = Stream.generate(() -> source.draw(random)).limit(10_000)
                .filter(example -> example.diagnosis() == LesionClass.MEL).count();
        assertEquals(2500, melanomas, 150);
    }

    @Test
    void labelsAreSmoothedOverTheClassesThereAre() {
        float[] label = new Source(EXAMPLES, 0.5).label(LesionClass.MEL, 0.1);
        assertEquals(0.95, label[LesionClass.MEL.ordinal()], 1e-6);
        assertEquals(0.05, label[LesionClass.NV.ordinal()], 1e-6);
        assertEquals(0, label[LesionClass.DF.ordinal()]);
        assertTrue(new Source(EXAMPLES, 0.5).prior()[LesionClass.DF.ordinal()] > 0, "its logarithm is finite");
    }
}
