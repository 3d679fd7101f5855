package io.nevus.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.triage.LesionClass;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {

    private static final Bootstrap BOOTSTRAP = new Bootstrap(1000, 1);

    /** The same number of pictures of each of so many lesions. */
    private static List<Example> examples(int lesions, int pictures) {
        return IntStream.range(0, lesions * pictures)
                .mapToObj(i -> new Example("P" + i, "L" + i / pictures, LesionClass.NV)).toList();
    }

    private static ToDoubleFunction<double[]> proportion(boolean[] hits) {
        return weights -> IntStream.range(0, hits.length).filter(i -> hits[i]).mapToDouble(i -> weights[i]).sum()
                / Arrays.stream(weights).sum();
    }

    private static Estimate estimate(Bootstrap bootstrap, List<Example> examples, boolean[] hits) {
        return bootstrap.estimates(examples, List.of(proportion(hits))).getFirst();
    }

    @Test
    void theIntervalOfAProportionIsThatOfTheTextbook() {
        boolean[] hits = new boolean[400];
        Arrays.fill(hits, 0, 320, true);
        Estimate estimate = estimate(BOOTSTRAP, examples(400, 1), hits);
        double error = Math.sqrt(0.8 * 0.2 / 400);
        assertEquals(0.8, estimate.value(), 1e-12);
        assertEquals(0.8 - 1.96 * error, estimate.low(), 0.008);
        assertEquals(0.8 + 1.96 * error, estimate.high(), 0.008);
    }

    @Test
    void theIntervalCoversTheTruthAsOftenAsItSays() {
        Random random = new Random(3);
        int covered = 0;
        for (int sample = 0; sample < 200; sample++) {
            boolean[] hits = new boolean[200];
            IntStream.range(0, hits.length).forEach(i -> hits[i] = random.nextDouble() < 0.7);
            Estimate estimate = estimate(new Bootstrap(400, sample), examples(200, 1), hits);
            covered += estimate.low() <= 0.7 && 0.7 <= estimate.high() ? 1 : 0;
        }
        assertTrue(covered >= 180 && covered <= 199, covered + " of 200, where 190 are due");
    }

    @Test
    void picturesOfALesionComeTogether() {
        List<Example> examples = examples(50, 2);
        ToDoubleFunction<double[]> parted = weights -> IntStream.range(0, 50)
                .filter(lesion -> weights[2 * lesion] != weights[2 * lesion + 1]).count();
        ToDoubleFunction<double[]> drawn = weights -> Arrays.stream(weights).sum();
        List<Estimate> estimates = BOOTSTRAP.estimates(examples, List.of(parted, drawn));
        assertEquals(new Estimate(0, 0, 0), estimates.getFirst());
        assertEquals(new Estimate(100, 100, 100), estimates.getLast());
    }

    /** Four pictures a lesion, all alike, say no more than one: the interval is twice as wide as of single pictures. */
    @Test
    void alikePicturesDoNotMakeTheFigureSurer() {
        boolean[] hits = new boolean[400];
        Arrays.fill(hits, 0, 200, true);
        Estimate single = estimate(BOOTSTRAP, examples(400, 1), hits);
        Estimate clustered = estimate(BOOTSTRAP, examples(100, 4), hits);
        assertEquals(2, (clustered.high() - clustered.low()) / (single.high() - single.low()), 0.3);
    }

    @Test
    void theSeedAloneDecides() {
        boolean[] hits = new boolean[97];
        Arrays.fill(hits, 0, 31, true);
        assertEquals(estimate(BOOTSTRAP, examples(97, 1), hits), estimate(BOOTSTRAP, examples(97, 1), hits));
        assertNotEquals(estimate(new Bootstrap(50, 1), examples(97, 1), hits),
                estimate(new Bootstrap(50, 2), examples(97, 1), hits));
    }

    @Test
    void whatCannotBeToldStaysUntold() {
        Estimate estimate = BOOTSTRAP.estimates(examples(5, 1), List.of(weights -> Double.NaN)).getFirst();
        assertTrue(!estimate.known());
    }
}
