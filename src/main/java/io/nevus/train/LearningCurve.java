package io.nevus.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.Styler.YAxisPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What training wrote of its progress, a row each time it looked. */
record LearningCurve(double[] epoch, double[] loss, double[] balancedAccuracy, double[] malignancyAuc) {

    private static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

    /** @throws TrainingException when it is no curve that training wrote */
    static LearningCurve read(Path csv) {
        try (CSVParser parser = CSVParser.parse(Files.readString(csv), FORMAT)) {
            List<CSVRecord> rows = parser.getRecords();
            if (rows.isEmpty()) {
                throw new IllegalArgumentException("it has no line below its header");
            }
            return new LearningCurve(column(rows, "epoch"), column(rows, "loss"), column(rows, "balanced_accuracy"),
                    column(rows, "malignancy_auc"));
        } catch (NoSuchFileException e) {
            throw new TrainingException("Cannot read the learning curve %s: does it exist?".formatted(csv), e);
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new TrainingException("Cannot read the learning curve %s: %s".formatted(csv, e), e);
        }
    }

    private static double[] column(List<CSVRecord> rows, String name) {
        return rows.stream().mapToDouble(row -> Double.parseDouble(row.get(name))).toArray();
    }

    XYChart chart() {
        XYChart chart = PlotStyle.chart("Training", "Epoch", "Balanced accuracy and AUC (held-out lesions)");
        chart.getStyler().setXAxisMin(0.0).setYAxisMin(0, 0.0).setYAxisMax(0, 1.0).setYAxisMin(1, 0.0)
                .setXAxisDecimalPattern("0.#").setLegendPosition(LegendPosition.InsideS);
        chart.setYAxisGroupTitle(1, "Loss (training pictures)");
        chart.getStyler().setYAxisGroupPosition(1, YAxisPosition.Right);
        XYSeries losses = PlotStyle.line(chart, "Loss", epoch, loss, PlotStyle.PALE, PlotStyle.LINE,
                SeriesMarkers.NONE);
        losses.setYAxisGroup(1);
        PlotStyle.line(chart, "Balanced accuracy", epoch, balancedAccuracy, PlotStyle.BLUE, PlotStyle.LINE,
                SeriesMarkers.CIRCLE);
        PlotStyle.line(chart, "Malignancy AUC", epoch, malignancyAuc, PlotStyle.VERMILION, PlotStyle.LINE,
                SeriesMarkers.SQUARE);
        return chart;
    }
}
