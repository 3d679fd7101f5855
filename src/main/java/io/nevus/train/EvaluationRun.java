package io.nevus.train;

import io.nevus.model.ModelCard;
import io.nevus.model.PrettyJson;
import io.nevus.model.Views;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;

/**
 * From a model and labelled pictures to figures, plots and a report.
 *
 * @param images    folders or zips with pictures
 * @param labels    the table of their diagnoses
 * @param out       the folder to write to
 * @param baseline  another model, to compare with
 * @param curve     the learning curve that training wrote
 * @param views     of each picture that the models look at
 * @param card      the model whose card is to tell these figures and those of more views, if any: the one that is evaluated,
 *                  or one that was refitted after it
 * @param resamples of the bootstrap
 */
public record EvaluationRun(Path model, List<Path> images, Path labels, Path out, Optional<Path> baseline,
                            Optional<Path> curve, Views views, Pictures pictures, Optional<Path> card, int resamples,
                            long seed) {

    private static final int MOST_RESAMPLES = 100_000;

    /** Whether distorted copies of the pictures are evaluated, too. */
    public enum Pictures { AS_THEY_ARE, DISTORTED_TOO }

    /** @throws TrainingException when the resamples are out of range */
    public EvaluationRun {
        images = List.copyOf(images);
        if (resamples < 1 || resamples > MOST_RESAMPLES) {
            throw new TrainingException("The bootstrap takes 1 to %d resamples, not %d"
                    .formatted(MOST_RESAMPLES, resamples));
        }
    }

    /** Evaluates, writes all files and prints the figures. */
    public void run(PrintStream console) {
        List<Example> examples = Labels.read(labels);
        Optional<LearningCurve> learning = learningCurve().map(LearningCurve::read);
        try (PictureFiles files = PictureFiles.below(images.toArray(Path[]::new));
             LoadedModel loaded = LoadedModel.of(model)) {
            Optional<ModelCard> told = card.map(directory -> card(directory, loaded.card().version()));
            Refit.tested(loaded.card().json()).ifPresent(tested -> console.printf("Model %s has seen all pictures of its "
                    + "own data set: to measure on those, take %s%n", loaded.card().version(), tested));
            Files.createDirectories(out);
            Readings readings = read("Evaluating", loaded, examples, files);
            List<String> missing = new ArrayList<>(files.broken());
            missing.addAll(readings.broken());
            LeftOut.tell(console, missing, "metrics.json");
            if (readings.read().isEmpty()) {
                throw new TrainingException("None of the %d pictures of %s can be read from %s"
                        .formatted(examples.size(), labels, images));
            }
            Bootstrap bootstrap = new Bootstrap(resamples, seed);
            Evaluation evaluation = Evaluation.of(readings, loaded.card().triage(), bootstrap);
            JsonObjectBuilder metrics = MetricsJson.evaluation(evaluation, bootstrap,
                    MetricsJson.data(labels.getFileName().toString(), examples.size(), missing, evaluation));
            metrics.add("views", views.count());
            compare(evaluation, files, bootstrap, metrics);
            stress(evaluation, loaded, files, bootstrap, metrics);
            compareViews(evaluation, loaded, files, bootstrap, metrics);
            JsonObject json = metrics.build();
            List<Plot> plots = write(console, evaluation, json, files, learning);
            if (told.isPresent()) {
                ModelFiles.write(card.get(), told.get().json(), json, plots, out, learningCurve());
            }
        } catch (IOException e) {
            throw new TrainingException("Cannot write to %s: %s".formatted(out, e), e);
        }
    }

    private static ModelCard card(Path directory, String evaluated) {
        ModelCard card = ModelCard.read(directory);
        if (!card.version().equals(evaluated) && !Refit.tested(card.json()).equals(Optional.of(evaluated))) {
            throw new TrainingException("The card of %s cannot tell figures of %s: it is neither that model nor one that "
                    .formatted(directory, evaluated) + "was refitted after it");
        }
        return card;
    }

    private Readings read(String task, LoadedModel model, List<Example> examples, PictureFiles files) {
        try (var bar = new ProgressBar(task, examples.size())) {
            return ServingPath.read(model.network(), views, examples, example -> files.read(example.image()),
                    bar::step);
        }
    }

    private void compare(Evaluation evaluation, PictureFiles files, Bootstrap bootstrap, JsonObjectBuilder metrics) {
        if (baseline.isEmpty()) {
            return;
        }
        try (LoadedModel other = LoadedModel.of(baseline.get())) {
            Readings readings = read("Baseline", other, evaluation.readings().examples(), files);
            metrics.add("comparison", MetricsJson.comparison(
                    Comparison.of(evaluation, readings, other.card().triage(), bootstrap), other.card().version()));
        }
    }

    private void stress(Evaluation evaluation, LoadedModel model, PictureFiles files, Bootstrap bootstrap,
                        JsonObjectBuilder metrics) {
        if (pictures == Pictures.AS_THEY_ARE) {
            return;
        }
        List<Example> examples = evaluation.readings().examples();
        List<Robustness> all = new ArrayList<>();
        try (var bar = new ProgressBar("Stressing", (long) examples.size() * Stress.values().length)) {
            for (Stress stress : Stress.values()) {
                Readings distorted = ServingPath.read(model.network(), views, examples, example -> stress.of(
                        Upright.of(files.read(example.image())), example.image().hashCode()), bar::step);
                all.add(Robustness.of(stress, evaluation, distorted, bootstrap));
            }
        }
        metrics.add("stress", MetricsJson.stress(all));
    }

    private void compareViews(Evaluation evaluation, LoadedModel model, PictureFiles files, Bootstrap bootstrap,
                              JsonObjectBuilder metrics) throws IOException {
        if (card.isEmpty()) {
            return;
        }
        List<Example> examples = evaluation.scores().examples();
        try (var bar = new ProgressBar("Views", (long) examples.size() * TestTimeViews.COMPARED.size())) {
            metrics.add("testTimeViews", MetricsJson.views(TestTimeViews.compare(model, examples,
                    example -> files.read(example.image()), bootstrap, bar::step)));
        }
    }

    private List<Plot> write(PrintStream console, Evaluation evaluation, JsonObject metrics, PictureFiles files,
                             Optional<LearningCurve> learning) throws IOException {
        PrettyJson.write(out.resolve("metrics.json"), metrics);
        List<Plot> plots = Plots.write(evaluation, learning, out);
        MistakeSheet.write(evaluation, files, out.resolve("mistakes.png"));
        Files.writeString(out.resolve("report.md"), EvaluationReport.of(metrics, plots));
        console.println("\n" + EvaluationReport.summary(metrics) + "\n");
        console.printf("Figures, plots and report are in %s. Its mistakes.png shows patients: never publish it.%n", out);
        return plots;
    }

    private Optional<Path> learningCurve() {
        return curve.or(() -> Optional.of(model.resolve("report/curve.csv")).filter(Files::exists));
    }
}
