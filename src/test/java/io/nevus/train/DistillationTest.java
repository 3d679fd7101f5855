package io.nevus.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class DistillationTest {

    private static final Recipe RECIPE = new Recipe(32, 32, 1, 8, 1e-3, 0.02, 1, 0.05, 0, 0.5, 0.5, 0.5, 0, 0.2, 1);
    private static final Trial TEACHER = Trial.of("seed=2");

    @TempDir
    private static Path folder;
    private static PictureCache cache;
    private static Split split;
    private static Batch batch;
    /** What network 1 has to learn of network 2. */
    private static float lesson;

    @BeforeAll
    static void draw() throws IOException {
        Path table = Files.write(folder.resolve("labels.csv"), DrawnLesions.write(folder, "", 4, new Random(1)));
        List<Example> examples = Labels.read(table);
        cache = new PictureCache(folder, examples, PictureFiles.below(folder), example -> { });
        split = new Split(examples, List.of(), List.of(), List.of());
        batch = new Batch.Sampler(RECIPE, split, cache).draw(0);
        lesson = loss(List.of(network(2)), network(1), batch);
    }

    @AfterAll
    static void close() {
        cache.close();
    }

    private static Weights network(long seed) {
        Weights weights = MobileNetV2.random(seed);
        float[] head = weights.get(MobileNetV2.HEAD_WEIGHT).values();
        Random random = new Random(seed);
        for (int i = 0; i < head.length; i++) {
            head[i] = (float) random.nextGaussian();
        }
        return weights;
    }

    private static float loss(List<Weights> teachers, Weights student, Batch batch) {
        try (var graph = new TrainingGraph(RECIPE, teachers); var session = new TrainingSession(graph, RECIPE)) {
            session.load(TrainingSession.initial(student));
            return session.step(batch, 0, 1e-4);
        }
    }

    @Test
    void whatTeachersSayCountsAndNotTheLabels() {
        float[] otherLabels = new float[batch.labels().length];
        Arrays.fill(otherLabels, 1f / 7);
        Batch other = new Batch(batch.pictures(), batch.transforms(), batch.colours(), batch.damages(), otherLabels,
                batch.priors(), batch.own());
        assertNotEquals(loss(List.of(), network(1), batch), loss(List.of(), network(1), other));
        assertEquals(lesson, loss(List.of(network(2)), network(1), other));
    }

    @Test
    void nobodyIsCloserToATeacherThanTheTeacher() {
        assertTrue(loss(List.of(network(2)), network(2), batch) < lesson);
    }

    @Test
    void allTeachersCountAlike() {
        float both = loss(List.of(network(2), network(3)), network(1), batch);
        assertEquals(both, loss(List.of(network(3), network(2)), network(1), batch), 1e-4 * both);
        assertEquals(lesson, loss(List.of(network(2), network(2)), network(1), batch), 1e-4);
    }

    private static Weights train(List<Trial> teachers) throws IOException {
        return new Distillation(RECIPE, teachers, split, cache, folder).train(network(1),
                new PrintStream(OutputStream.nullOutputStream())).weights();
    }

    @Test
    void aTeacherThatIsDoneIsNotTrainedAgainNorLeftOut() throws IOException {
        Weights first = train(List.of(TEACHER));
        Path checkpoint = folder.resolve("teacher-1/checkpoint.safetensors");
        FileTime done = Files.getLastModifiedTime(checkpoint);
        Files.delete(folder.resolve("checkpoint.safetensors"));
        Weights again = train(List.of(TEACHER));
        assertEquals(done, Files.getLastModifiedTime(checkpoint));
        assertArrayEquals(first.get("stem.weight").values(), again.get("stem.weight").values());

        String message = assertThrows(TrainingException.class, () -> train(List.of())).getMessage();
        assertTrue(message.contains("--work"), message);
    }
}
