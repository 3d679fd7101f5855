package io.nevus.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.XYChart;

/** All plots of an evaluation; one that the pictures cannot fill is left out. */
final class Plots {

    private final Path folder;
    private final List<Plot> written = new ArrayList<>();

    private Plots(Path folder) {
        this.folder = folder;
    }

    static List<Plot> write(Evaluation evaluation, Optional<LearningCurve> learning, Path folder) throws IOException {
        Plots plots = new Plots(folder);
        Scores scores = evaluation.scores();
        plots.draw(new ConfusionPlot(scores.confusion(scores.once()))::paint, ConfusionPlot.WIDTH, ConfusionPlot.HEIGHT,
                new Plot("confusion", "Confusion matrix", "Rows are true classes and add up to 100 %."));
        plots.draw(new ClassPlot(evaluation.classes())::paint, ClassPlot.WIDTH, ClassPlot.HEIGHT,
                new Plot("classes", "Recall and precision of each class", "Whiskers are 95 % intervals."));
        if (evaluation.figures().get(Figure.MALIGNANCY_AUC).known()) {
            plots.draw(CurvePlots.roc(evaluation), new Plot("roc", "ROC of malignancy",
                    "The diamond is the threshold at which the verdict turns to Cancer."));
            plots.draw(CurvePlots.precisionRecall(evaluation), new Plot("precision-recall",
                    "Precision and recall of malignancy", "Chance is the share of malignant pictures."));
        }
        plots.draw(CurvePlots.reliability(evaluation), new Plot("reliability", "Reliability",
                "A point for each of 15 bins that holds pictures; above the diagonal the model is too modest."));
        plots.draw(CurvePlots.riskCoverage(evaluation), new Plot("risk-coverage", "Risk against coverage",
                "How often the class is wrong were only the surest decisions kept."));
        if (learning.isPresent()) {
            plots.draw(learning.get().chart(), new Plot("training", "Training",
                    "The loss is of augmented pictures, with label smoothing; the others are of held-out lesions."));
        }
        return List.copyOf(plots.written);
    }

    private void draw(XYChart chart, Plot plot) throws IOException {
        draw(chart::paint, PlotStyle.WIDTH, PlotStyle.HEIGHT, plot);
    }

    private void draw(PlotStyle.Drawing drawing, int width, int height, Plot plot) throws IOException {
        PlotStyle.write(drawing, width, height, folder, plot.file());
        written.add(plot);
    }
}
