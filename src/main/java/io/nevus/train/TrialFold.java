package io.nevus.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One network of a search: a trial's recipe, trained on all folds but one.
 *
 * @param folder where its state is, and its scores in the end
 */
record TrialFold(Trial trial, int fold, Recipe recipe, Split split, List<Example> elsewhere, Path folder) {

    /** Seconds that a core takes for a pixel, measured with this network on an x86-64 server. */
    private static final double TRAINING = 5.7e-7;
    private static final double SCORING = 1e-7;

    private Path scores() {
        return folder.resolve("scores.csv");
    }

    boolean finished() {
        return Files.exists(scores());
    }

    FoldScores read() {
        return FoldScores.read(scores(), split.test(), elsewhere);
    }

    /** About how many seconds of a core it takes. */
    double effort() {
        double drawn = recipe.steps(split.drawn().size()) * recipe.batch();
        double judged = split.test().size() + elsewhere.size();
        return drawn * Math.pow(recipe.size(), 2) * TRAINING + judged * Math.pow(recipe.judgedSize(), 2) * SCORING;
    }

    /** Trains, or goes on training, and scores. */
    FoldScores run(PictureCache cache, Weights start) throws IOException {
        Files.createDirectories(folder);
        Trainer trainer = new Trainer(recipe, List.of(), split, cache, folder);
        List<Scored> scored = scored(trainer, start, cache);
        int tested = split.test().size();
        FoldScores found = new FoldScores(scored.subList(0, tested), scored.subList(tested, scored.size()),
                trainer.seconds());
        found.write(scores());
        return found;
    }

    /** A network whose numbers got out of hand knows nothing. */
    private List<Scored> scored(Trainer trainer, Weights start, PictureCache cache) {
        List<Example> judged = Stream.concat(split.test().stream(), elsewhere.stream()).toList();
        try (var scorer = new Scorer(trainer.train(start), recipe.judgedSize())) {
            List<Scored> scored = scorer.score(judged, cache);
            if (scored.stream().allMatch(TrialFold::finite)) {
                return scored;
            }
        } catch (Trainer.Diverged e) {
            // As good as numbers without sense
        }
        return judged.stream().map(FoldScores::nothing).toList();
    }

    private static boolean finite(Scored scored) {
        for (float logit : scored.logits()) {
            if (!Float.isFinite(logit)) {
                return false;
            }
        }
        return true;
    }

    /** Its scores are all that is needed of it. */
    void tidy() throws IOException {
        Checkpoint.delete(folder);
    }
}
