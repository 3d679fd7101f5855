package io.nevus;

import io.nevus.model.Views;
import io.nevus.train.EvaluationRun;
import io.nevus.train.EvaluationRun.Pictures;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures a model on labelled pictures. */
@Command(name = "evaluate", mixinStandardHelpOptions = true, versionProvider = Main.Version.class, sortOptions = false,
        description = {"Measures a model on labelled pictures: metrics.json, plots (PNG and SVG) and report.md.", "",
                "Each picture goes the way of an uploaded one. Those that are missing or broken are listed.",
                "The pictures must not be those that the model was trained on."})
final class EvaluateCommand implements Runnable {

    @Option(names = "--model", paramLabel = "DIR", description = "The model (default: the one that comes with Nevus).")
    private Optional<Path> model = Optional.empty();

    @Option(names = "--images", required = true, arity = "1..*", paramLabel = "PATH",
            description = "Folders or zips with pictures, found by their names.")
    private List<Path> images;

    @Option(names = "--labels", required = true, paramLabel = "CSV",
            description = "Their diagnoses: image_id,dx with or without lesion_id, or ISIC's image,MEL,NV,BCC,…")
    private Path labels;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder to write to.")
    private Path out;

    @Option(names = "--baseline", paramLabel = "DIR",
            description = "Another model, to compare with on the same pictures.")
    private Optional<Path> baseline = Optional.empty();

    @Option(names = "--views", paramLabel = "N", converter = ViewsOption.class,
            description = "Averages over 1, 2, 4 or 8 flips and turns of each picture, for the baseline as well "
                    + "(default: 1).")
    private Views views = Views.ONE;

    @Option(names = "--stress",
            description = "Tells the figures again of distorted copies: zoomed out, turned, brighter, darker, blurred, "
                    + "recompressed, in other colours, noisy. Takes some 12 times as long.")
    private boolean stress;

    @Option(names = "--curve", paramLabel = "FILE",
            description = "The curve.csv of the training, to plot (default: that in the model's report, if any).")
    private Optional<Path> curve = Optional.empty();

    @Option(names = "--card", arity = "0..1", fallbackValue = "", paramLabel = "DIR",
            description = "Rewrites the README.md, report and checksums of the model, or of one in DIR that was refitted "
                    + "after it, from these figures and those with 4 and 8 views.")
    private Optional<Path> card = Optional.empty();

    @Option(names = "--bootstrap", paramLabel = "N",
            description = "Resamples for the 95 %% intervals (default: ${DEFAULT-VALUE}).")
    private int bootstrap = 1000;

    @Option(names = "--seed", paramLabel = "N", description = "Of the bootstrap (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Override
    public void run() {
        System.setProperty("java.awt.headless", "true"); // plots are drawn, but nothing is shown
        Path evaluated = model.orElseGet(Home::shippedModel);
        new EvaluationRun(evaluated, images, labels, out, baseline, curve, views,
                stress ? Pictures.DISTORTED_TOO : Pictures.AS_THEY_ARE,
                card.map(directory -> directory.toString().isEmpty() ? evaluated : directory),
                bootstrap, seed).run(System.out);
    }
}
