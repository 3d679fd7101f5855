package io.nevus.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies on pictures that are trained on. */
class BatchTest {

    private static final Recipe RECIPE = new Recipe(32, 32, 1, 16, 1e-3, 0.02, 1, 0.05, 0, 0.5, 0.5, 0, 1, 0.2, 1);
    private static final int STEPS = 20;

    @TempDir
    private Path folder;
    private PictureCache cache;
    private List<Example> examples;

    @BeforeEach
    void draw() throws IOException {
        examples = Labels.read(Files.write(folder.resolve("labels.csv"),
                DrawnLesions.write(folder, "", 2, new Random(1))));
        cache = new PictureCache(folder, examples, PictureFiles.below(folder), example -> { });
    }

    @AfterEach
    void close() {
        cache.close();
    }

    /** How many pictures at such places of batches are not as they are in the cache. */
    private long covered(Recipe recipe, IntStream places) {
        var sampler = new Batch.Sampler(recipe, new Split(examples, List.of(), List.of(), List.of()), cache);
        List<byte[]> batches = IntStream.range(0, STEPS).mapToObj(step -> sampler.draw(step).pictures()).toList();
        return places.boxed().flatMap(place -> batches.stream().map(batch -> Arrays.copyOfRange(batch,
                place * PictureCache.BYTES, (place + 1) * PictureCache.BYTES))).filter(square -> !isCached(square)).count();
    }

    private boolean isCached(byte[] square) {
        byte[] cached = new byte[PictureCache.BYTES];
        return examples.stream().anyMatch(example -> {
            cache.copy(example, cached, 0);
            return Arrays.equals(cached, square);
        });
    }

    @Test
    void halfOfTheDamagedHalfIsCovered() {
        long covered = covered(RECIPE, IntStream.range(0, 8));
        assertTrue(covered > 50 && covered < 110, covered + " of " + 8 * STEPS);
        assertEquals(0, covered(RECIPE, IntStream.range(8, 16)));
    }

    @Test
    void nothingLiesOnPicturesThatAreNotDamaged() {
        assertEquals(0, covered(RECIPE.with("damage", 0), IntStream.range(0, 16)));
    }
}
