package io.nevus;

import io.nevus.train.Recipe;
import io.nevus.train.TrainingRun;
import io.nevus.train.TrainingRun.Kept;
import io.nevus.train.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains a network and writes a model directory. */
@Command(name = "train", mixinStandardHelpOptions = true, versionProvider = Main.Version.class, sortOptions = false,
        description = {"Fine-tunes MobileNetV2 on labelled pictures and writes a model directory.", "",
                "An interrupted run goes on from its last checkpoint when the same command is given again."})
final class TrainCommand implements Runnable {

    private static final Recipe STANDARD = Recipe.standard();

    @Option(names = "--data", required = true, paramLabel = "DIR",
            description = "Pictures in folders or zips, and one table of their diagnoses, as HAM10000 is published.")
    private Path data;

    @Option(names = "--extra", paramLabel = "DIR",
            description = "More pictures of that kind, such as ISIC 2017: they are trained on only. How common the "
                    + "diagnoses are, calibration and test come from --data alone.")
    private Optional<Path> extra = Optional.empty();

    @Option(names = "--weights", paramLabel = "FILE",
            description = "ImageNet weights to start from (safetensors). Without them the network starts from random "
                    + "numbers and learns far less.")
    private Optional<Path> weights = Optional.empty();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The model directory to write.")
    private Path out;

    @Option(names = "--work", paramLabel = "DIR",
            description = "Where checkpoint, split and learning curve are kept (default: OUT-work, beside OUT).")
    private Optional<Path> work = Optional.empty();

    @Option(names = "--epochs", paramLabel = "N",
            description = "How many times as many pictures are drawn as there are (default: ${DEFAULT-VALUE}).")
    private double epochs = STANDARD.epochs();

    @Option(names = "--size", paramLabel = "PX",
            description = "Side of the pictures while training (default: ${DEFAULT-VALUE}).")
    private int size = STANDARD.size();

    @Option(names = "--learning-rate", paramLabel = "X", description = "Its peak (default: ${DEFAULT-VALUE}).")
    private double learningRate = STANDARD.learningRate();

    @Option(names = "--seed", paramLabel = "N",
            description = "Same data and seed, same model (default: ${DEFAULT-VALUE}).")
    private long seed = STANDARD.seed();

    @Option(names = "--set", paramLabel = "NAME=X",
            description = {"Another setting of the recipe; may be repeated. With their standard values:",
                "batch=32 decay=0.02 clip=1 label-smoothing=0.05 dropout=0.2 average=0.998 balance=0.5 mixup=0 damage=1 "
                    + "held-out=0.1 judged-size=224."})
    private Map<String, Double> settings = Map.of();

    @Option(names = "--teacher", paramLabel = "SETTING=X[,…]",
            description = "First trains another network, by a recipe with these changes; may be repeated. The network that "
                    + "is kept goes on from the first teacher and learns what all of them say, not the labels.")
    private List<String> teachers = List.of();

    @Option(names = "--refit",
            description = "Then trains a network on all pictures of --data, and keeps that. Figures, temperature, threshold "
                    + "and gate are those of the first, which stays in the folder tested of --work.")
    private boolean refit;

    @Override
    public void run() {
        Recipe recipe = STANDARD.lasting(epochs).with("size", size).with("learning-rate", learningRate)
                .with("seed", seed);
        for (var setting : settings.entrySet()) {
            recipe = recipe.with(setting.getKey(), setting.getValue());
        }
        Path target = out.toAbsolutePath().normalize();
        new TrainingRun(data, extra, weights, target,
                work.orElseGet(() -> target.resolveSibling(target.getFileName() + "-work")), recipe,
                teachers.stream().map(Trial::of).toList(), refit ? Kept.REFITTED : Kept.TESTED).run(System.out);
    }
}
