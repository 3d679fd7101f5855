package io.nevus.train;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;

/**
 * From a data set to a model directory.
 *
 * @param data    a folder with pictures, in folders or zips, and one table of their diagnoses
 * @param extra   another such folder, whose pictures are only trained on
 * @param weights ImageNet weights to start from
 * @param out     the model directory to make
 * @param work    where the run keeps its checkpoint, split and learning curve
 * @param teachers changes of the recipe for networks that are trained first and then teach the one that is kept, if any
 * @param kept     the network that becomes the model
 */
public record TrainingRun(Path data, Optional<Path> extra, Optional<Path> weights, Path out, Path work, Recipe recipe,
                          List<Trial> teachers, Kept kept) {

    private static final String LEFT_OUT = "left-out.txt";

    /** The one that was tested on lesions held out from it, or one that was then trained on these as well. */
    public enum Kept { TESTED, REFITTED }

    /** Trains, or goes on training, and exports. */
    public void run(PrintStream console) {
        List<Example> examples = Labels.read(table(data));
        List<Example> more = extra.map(folder -> Labels.read(table(folder))).orElse(List.of());
        Weights start = start(console);
        try (PictureFiles files = PictureFiles.below(Stream.concat(Stream.of(data), extra.stream()).toArray(Path[]::new))) {
            Files.createDirectories(work);
            try (PictureCache cache = decode(Stream.concat(examples.stream(), more.stream()).toList(), files)) {
                List<String> leftOut = Stream.concat(files.broken().stream(), cache.unreadable().stream()).toList();
                Files.write(work.resolve(LEFT_OUT), leftOut);
                LeftOut.tell(console, leftOut, work.resolve(LEFT_OUT).toString());
                Split split = split(examples, more, cache, console);
                split.write(work.resolve("split.csv"));
                console.printf("%d pictures to train on and %d of other sources, %d to calibrate, %d to test; "
                        + "no lesion is in two parts%n", split.train().size(), split.extra().size(),
                        split.calibration().size(), split.test().size());
                var trained = new Distillation(recipe, teachers, split, cache, work).train(start, console);
                trained.weights().write(work.resolve("trained.safetensors"));
                ModelExport export = new ModelExport(new Provenance(recipe, teachers, split,
                        extra.map(TrainingRun::table), trained.seconds()), cache, files);
                switch (kept) {
                    case TESTED -> export.write(trained.weights(), out);
                    case REFITTED -> {
                        Path tested = work.resolve("tested");
                        export.write(trained.weights(), tested);
                        export.write(refit(start, split.whole(), cache, tested, trained.seconds(), console), out);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Refit refit(Weights start, Split whole, PictureCache cache, Path tested, double seconds, PrintStream console)
            throws IOException {
        console.printf("The tested model is in %s; now the same on all %d pictures%n", tested, whole.train().size());
        Path folder = Files.createDirectories(work.resolve("refit"));
        var trained = new Distillation(recipe, teachers, whole, cache, folder).train(start, console);
        return new Refit(trained.weights(), tested, whole.train().size(), seconds + trained.seconds());
    }

    private Split split(List<Example> examples, List<Example> more, PictureCache cache, PrintStream console) {
        List<Example> own = examples.stream().filter(cache::has).toList();
        if (own.isEmpty()) {
            throw new TrainingException("None of the %d pictures that are listed can be read from %s"
                    .formatted(examples.size(), data));
        }
        List<Example> others = more.stream().filter(cache::has).toList();
        if (own.stream().allMatch(example -> example.lesion().equals(example.image()))) {
            console.println("The table names no lesions: near-duplicates are kept together, but other pictures of a lesion "
                    + "may part, which makes figures look better than they are");
        }
        NearDuplicates copies = NearDuplicates.find(Stream.concat(own.stream(), others.stream()).toList(), cache);
        List<Example> joined = copies.join(own);
        console.println(NearDuplicates.summary(joined));
        Split alone = Split.byLesion(joined, recipe.heldOut(), recipe.seed());
        Split split = alone.with(copies.apart(others, alone.heldOut()));
        if (split.calibration().stream().noneMatch(example -> example.diagnosis().malignant())) {
            throw new TrainingException("No malignant lesion is among the %d pictures for calibration: use more data, "
                    .formatted(split.calibration().size()) + "or a larger --set held-out");
        }
        if (split.extra().size() < others.size()) {
            console.printf("%d pictures of other sources left out: they show held-out lesions%n",
                    others.size() - split.extra().size());
        }
        return split;
    }

    private Weights start(PrintStream console) {
        if (weights.isEmpty()) {
            console.println("Without --weights the network starts from random numbers: expect it to learn far less.");
        }
        return MobileNetV2.start(weights, recipe.seed());
    }

    private PictureCache decode(List<Example> examples, PictureFiles files) {
        try (var bar = new ProgressBar("Decoding", examples.size())) {
            return new PictureCache(work, examples, files, example -> bar.step());
        }
    }

    /** The table of a data set; the Dataverse hands out that of HAM10000 without an ending, too. */
    static Path table(Path folder) {
        try (var paths = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> tables = paths.filter(path -> path.getFileName().toString().matches("(?i)[^.]+|.+\\.(csv|tab|tsv)"))
                    .filter(Files::isRegularFile).filter(Labels::isTable).sorted().toList();
            if (tables.size() != 1) {
                throw new TrainingException(("%s should hold one table with columns image_id and dx, such as "
                        + "HAM10000_metadata.csv, not %d%s").formatted(folder, tables.size(),
                        tables.isEmpty() ? "" : ": keep one of " + tables));
            }
            return tables.getFirst();
        } catch (IOException | UncheckedIOException e) {
            throw new TrainingException("Cannot read %s: does it exist?".formatted(folder), e);
        }
    }
}
