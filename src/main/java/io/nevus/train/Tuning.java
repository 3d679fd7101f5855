package io.nevus.train;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A search for the training recipe: changes of a base recipe, each judged by cross-validation over lesions.
 *
 * @param data      a folder with pictures and one table of their diagnoses, which is cut into folds
 * @param extra     another such folder, whose pictures are only trained on
 * @param elsewhere another such folder of other hospitals, whose pictures no trial trains on
 * @param weights   ImageNet weights to start from
 * @param out       where the tables, the plot and the state of the search go
 * @param trials    what to try besides the base recipe; if none, a standard search around it
 * @param folds     into how many parts the lesions are dealt
 * @param runFolds  how many of them are tested on
 * @param hours     after which no further network is begun
 */
public record Tuning(Path data, Optional<Path> extra, Optional<Path> elsewhere, Optional<Path> weights, Path out,
                     Recipe base, List<Trial> trials, int folds, int runFolds, double hours) {

    private static final int MOST_FOLDS = 20;

    /** @throws TrainingException naming what cannot be */
    public Tuning {
        check(folds >= 2 && folds <= MOST_FOLDS, "--folds must be from 2 to " + MOST_FOLDS);
        check(runFolds >= 1 && runFolds <= folds, "--run-folds must be from 1 to the number of folds");
        check(hours > 0, "--hours must be above 0");
        check(extra.isPresent() || trials.stream().allMatch(Trial::withoutExtra),
                "a trial with extra=1 needs --extra DIR");
        trials = withBase(base, trials, extra.isPresent());
    }

    private static void check(boolean right, String rule) {
        if (!right) {
            throw new TrainingException("Impossible search: " + rule);
        }
    }

    /** The base recipe comes first; no recipe comes twice. */
    private static List<Trial> withBase(Recipe base, List<Trial> asked, boolean extra) {
        Map<String, Trial> byEffect = new LinkedHashMap<>();
        List<Trial> others = asked.isEmpty() ? Trial.standard(base) : asked;
        Stream.concat(Stream.of(new Trial(Map.of())), others.stream()).forEach(trial -> {
            String effect = trial.recipe(base) + (extra && trial.withExtra() ? " and extra" : "");
            Trial same = byEffect.putIfAbsent(effect, trial);
            check(same == null || asked.isEmpty(), "the trial %s is no other than %s".formatted(trial.name(),
                    same == null ? "" : same.name()));
        });
        return List.copyOf(byEffect.values());
    }

    /** Searches, or goes on searching; the tables are written anew after each network. */
    public void run(PrintStream console) {
        Path work = out.resolve("work");
        Weights start = MobileNetV2.start(weights, base.seed());
        try {
            Files.createDirectories(work);
            try (FileChannel _ = lock(work); TuningData pictures = TuningData.read(this, work, console)) {
                SearchSettings.of(this, pictures).claim(work);
                List<Split> splits = Folds.of(pictures.examples(), folds, base.seed());
                List<TrialFold> networks = IntStream.range(0, runFolds).boxed().flatMap(fold ->
                        trials.stream().map(trial -> network(trial, fold, splits.get(fold), pictures, work))).toList();
                new Search(networks, new TuningReport(this, pictures), pictures, start, console).run(hours);
            }
        } catch (IOException e) {
            throw new TrainingException("Cannot write to %s: %s".formatted(out, e), e);
        }
    }

    /** Two searches in one folder would write over each other's checkpoints. */
    private static FileChannel lock(Path work) throws IOException {
        FileChannel channel = FileChannel.open(work.resolve("lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process
        }
        channel.close();
        throw new TrainingException("Another search is at work in %s: wait for it, or choose another --out"
                .formatted(work));
    }

    private TrialFold network(Trial trial, int fold, Split split, TuningData pictures, Path work) {
        return new TrialFold(trial, fold, trial.recipe(base),
                split.with(trial.withExtra() ? pictures.extra() : List.of()), pictures.elsewhere(),
                work.resolve(trial.name().replace(' ', '-')).resolve("fold-" + (fold + 1)));
    }
}
