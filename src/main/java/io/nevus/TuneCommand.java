package io.nevus;

import io.nevus.train.Recipe;
import io.nevus.train.Trial;
import io.nevus.train.Tuning;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Searches for the training recipe. */
@Command(name = "tune", mixinStandardHelpOptions = true, versionProvider = Main.Version.class, sortOptions = false,
        description = {"Tries changes of the training recipe by cross-validation over lesions, on short full runs: "
                + "tuning.csv, tuning.md and a plot.", "",
                "An interrupted search goes on where it was when the same command is given again."})
final class TuneCommand implements Runnable {

    private static final Recipe STANDARD = Recipe.standard();

    @Option(names = "--data", required = true, paramLabel = "DIR",
            description = "Pictures in folders or zips, and one table of their diagnoses, as HAM10000 is published.")
    private Path data;

    @Option(names = "--extra", paramLabel = "DIR", 
            description = "More pictures of that kind: they are trained on only.")
    private Optional<Path> extra = Optional.empty();

    @Option(names = "--elsewhere", paramLabel = "DIR",
            description = "Pictures of other hospitals, on which no network is trained: they tell how far a recipe "
                    + "carries.")
    private Optional<Path> elsewhere = Optional.empty();

    @Option(names = "--weights", paramLabel = "FILE",
            description = "ImageNet weights to start from (safetensors), as in train.")
    private Optional<Path> weights = Optional.empty();

    @Option(names = "--out", required = true, paramLabel = "DIR",
            description = "Where tables, plot and, in its folder work, the state of the search go.")
    private Path out;

    @Option(names = "--try", paramLabel = "NAME=X[,NAME=X…]",
            description = {"Changes of the base recipe that make one trial; may be repeated. Names are those of train "
                    + "--set; extra=0 trains without --extra.", "Without any: learning rate, balance, label smoothing, mixup, "
                    + "damage, decay, size, extra and seed, one at a time."})
    private List<String> trials = List.of();

    @Option(names = "--folds", paramLabel = "N",
            description = "Parts into which the lesions are dealt (default: ${DEFAULT-VALUE}).")
    private int folds = 3;

    @Option(names = "--run-folds", paramLabel = "N",
            description = "How many of them are tested on (default: all). With 1 the search takes a third of the time, "
                    + "and can be completed later.")
    private Optional<Integer> runFolds = Optional.empty();

    @Option(names = "--epochs", paramLabel = "N", description = "Of each network (default: ${DEFAULT-VALUE}).")
    private double epochs = 6;

    @Option(names = "--size", paramLabel = "PX",
            description = "Side of the pictures while training (default: ${DEFAULT-VALUE}).")
    private int size = 128;

    @Option(names = "--judged-size", paramLabel = "PX",
            description = "Side of the pictures that are scored (default: ${DEFAULT-VALUE}).")
    private int judgedSize = 160;

    @Option(names = "--set", paramLabel = "NAME=X",
            description = "Another setting of the base recipe, as in train; may be repeated.")
    private Map<String, Double> settings = Map.of();

    @Option(names = "--hours", paramLabel = "H",
            description = "No network is begun that would not be done after so many hours (default: no limit).")
    private double hours = Double.POSITIVE_INFINITY;

    @Override
    public void run() {
        System.setProperty("java.awt.headless", "true"); // plots are drawn, but nothing is shown
        Recipe base = STANDARD.lasting(epochs).with("size", size).with("judged-size", judgedSize);
        for (var setting : settings.entrySet()) {
            base = base.with(setting.getKey(), setting.getValue());
        }
        new Tuning(data, extra, elsewhere, weights, out.toAbsolutePath().normalize(), base,
                trials.stream().map(Trial::of).toList(), folds, runFolds.orElse(folds), hours).run(System.out);
    }
}
