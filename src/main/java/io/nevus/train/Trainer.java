package io.nevus.train;

import io.nevus.triage.Calibration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;

/** Trains a network step by step, writes its learning curve as it grows, and goes on from its last checkpoint. */
final class Trainer {

    private static final int STEPS_BETWEEN_CHECKPOINTS = 200;
    private static final double EPOCHS_BETWEEN_CHECKS = 2;
    private static final String CURVE_HEADER = "step,epoch,learning_rate,loss,balanced_accuracy,malignancy_auc";

    private final Recipe recipe;
    private final List<Weights> teachers;
    private final Split split;
    private final PictureCache cache;
    private final Checkpoint checkpoint;
    private final Path curve;
    private Stopwatch watch = new Stopwatch(0);

    /** The loss grew beyond all numbers. */
    static final class Diverged extends TrainingException {
        Diverged(int step) {
            super("The loss is no number any more at step %d; try a smaller --learning-rate".formatted(step));
        }
    }

    /** @param teachers networks whose opinion is learnt instead of the labels, if any */
    Trainer(Recipe recipe, List<Weights> teachers, Split split, PictureCache cache, Path work) {
        this.recipe = recipe;
        this.teachers = teachers;
        this.split = split;
        this.cache = cache;
        this.checkpoint = new Checkpoint(work, "%s, split %s%s".formatted(recipe, split.fingerprint(),
                teachers.isEmpty() ? "" : ", teachers " + teachers.stream().map(Weights::fingerprint).toList()));
        this.curve = work.resolve("curve.csv");
    }

    /** Returns the averaged weights after the last step. */
    Weights train(Weights start) {
        var sampler = new Batch.Sampler(recipe, split, cache);
        int steps = recipe.steps(split.drawn().size());
        int checkEvery = Math.max(1, (int) (EPOCHS_BETWEEN_CHECKS * split.drawn().size() / recipe.batch()));
        try (var graph = new TrainingGraph(recipe, teachers);
             var session = new TrainingSession(graph, recipe);
             var bar = new ProgressBar("Training", steps)) {
            int first = resume(session, start, bar);
            double loss = 0;
            for (int step = first; step < steps; step++) {
                if (Thread.interrupted()) {
                    throw new TrainingException("Training was interrupted; the same command goes on with it");
                }
                double now = session.step(sampler.draw(step), step, recipe.learningRate(step, steps));
                if (!Double.isFinite(now)) {
                    throw new Diverged(step);
                }
                loss = step == first ? now : 0.98 * loss + 0.02 * now;
                watch.step();
                bar.step().setExtraMessage("loss %.3f, %.0f pictures/s".formatted(loss,
                        recipe.batch() * watch.stepsPerSecond()));
                int done = step + 1;
                if (done % STEPS_BETWEEN_CHECKPOINTS == 0 || done == steps) {
                    checkpoint.write(new Checkpoint.Saved(done, watch.seconds(), session.state()));
                }
                if (!split.calibration().isEmpty() && (done % checkEvery == 0 || done == steps)) {
                    check(session.state(), done, loss, recipe.learningRate(step, steps));
                }
            }
            return TrainingSession.averaged(session.state());
        }
    }

    /** How long all steps took, also those before the run was interrupted; looking at the calibration part included. */
    double seconds() {
        return watch.seconds();
    }

    private int resume(TrainingSession session, Weights start, ProgressBar bar) {
        var saved = checkpoint.read();
        session.load(saved.map(Checkpoint.Saved::state).orElseGet(() -> TrainingSession.initial(start)));
        watch = new Stopwatch(saved.map(Checkpoint.Saved::seconds).orElse(0.0));
        int done = saved.map(Checkpoint.Saved::steps).orElse(0);
        bar.stepTo(done);
        keepCurve(done);
        return done;
    }

    /** A killed run may have looked at steps after its last checkpoint: it will again. */
    private void keepCurve(int done) {
        try {
            Stream<String> rows = done > 0 && Files.exists(curve) ? Files.readAllLines(curve).stream().skip(1)
                    .filter(row -> row.matches("\\d+(,[^,]+){5}")).filter(row -> stepOf(row) <= done) : Stream.of();
            Files.write(curve, Stream.concat(Stream.of(CURVE_HEADER), rows).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int stepOf(String row) {
        return Integer.parseInt(row.substring(0, row.indexOf(',')));
    }

    /** How well the averaged weights do on the calibration part, for the curve; nothing is chosen by it. */
    private void check(Weights state, int done, double loss, double rate) {
        List<Scored> scores;
        try (var scorer = new Scorer(TrainingSession.averaged(state), recipe.judgedSize())) {
            scores = scorer.score(split.calibration(), cache);
        }
        String row = String.format(Locale.ROOT, "%d,%.2f,%.6f,%.4f,%.4f,%.4f%n", done,
                (double) done * recipe.batch() / split.drawn().size(), rate, loss, Metrics.balancedAccuracy(scores),
                Metrics.malignancyAuc(scores, new Calibration(1, Metrics.logPrior(split.train()))));
        try {
            Files.writeString(curve, row, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
