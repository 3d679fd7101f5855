package io.nevus.train;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How all plots look, and how they get into files. */
final class PlotStyle {

    static final int WIDTH = 640;
    static final int HEIGHT = 520;

    /** Told apart with any kind of colour vision (Okabe and Ito, 2008). */
    static final Color BLUE = new Color(0x0072B2);
    static final Color VERMILION = new Color(0xD55E00);
    static final Color ORANGE = new Color(0xE69F00);
    static final Color INK = new Color(0x222222);
    static final Color PALE = new Color(0x8C8C8C);
    static final Color GRID = new Color(0xE3E3E3);

    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);
    static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    static final BasicStroke LINE = new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    static final BasicStroke WHISKER = new BasicStroke(1.4f);
    static final BasicStroke THIN = new BasicStroke(1f);
    private static final BasicStroke DASHED = new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1,
            new float[] {5, 4}, 0);

    /** Pixels of the PNG for one of the plot: sharp in print. */
    private static final int DENSITY = 2;

    /** XChart ticks each value of an axis on which they are evenly spaced; one in between gives round numbers again. */
    private static final double OFF_GRID = 1 / Math.PI;

    private PlotStyle() {
    }

    /** Something that paints itself. */
    interface Drawing {
        void paint(Graphics2D pen, int width, int height);
    }

    static XYChart chart(String title, String x, String y) {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle(x)
                .yAxisTitle(y).build();
        XYStyler style = chart.getStyler();
        style.setBaseFont(TEXT).setChartTitleFont(TITLE).setLegendFont(SMALL);
        style.setAxisTitleFont(TEXT).setAxisTickLabelsFont(SMALL);
        style.setChartBackgroundColor(Color.WHITE).setChartFontColor(INK).setChartTitleBoxVisible(false)
                .setChartTitlePadding(12).setChartPadding(14).setPlotBorderVisible(false).setLegendBorderColor(GRID)
                .setLegendPosition(LegendPosition.InsideSE);
        style.setPlotGridLinesColor(GRID).setPlotGridLinesStroke(THIN).setAxisTickMarksColor(PALE)
                .setDecimalPattern("0.0#");
        style.setMarkerSize(8);
        return chart;
    }

    /** Both axes from 0 to 1. */
    static XYChart shares(String title, String x, String y) {
        XYChart chart = chart(title, x, y);
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0).setYAxisMin(0.0).setYAxisMax(1.0);
        return chart;
    }

    static void line(XYChart chart, String name, double[] x, double[] y, Color colour) {
        line(chart, name, x, y, colour, LINE, SeriesMarkers.NONE);
    }

    /** What a curve should be seen against: a straight line from x = 0 to 1. */
    static void reference(XYChart chart, String name, double left, double right) {
        line(chart, name, new double[] {0, OFF_GRID, 1}, new double[] {left, left + OFF_GRID * (right - left), right},
                PALE, DASHED, SeriesMarkers.NONE);
    }

    static XYSeries line(XYChart chart, String name, double[] x, double[] y, Color colour, BasicStroke stroke,
                         Marker marker) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setLineColor(colour).setLineStyle(stroke);
        series.setMarker(marker).setMarkerColor(colour);
        return series;
    }

    static void point(XYChart chart, String name, double x, double y) {
        XYSeries series = chart.addSeries(name, new double[] {x}, new double[] {y});
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        series.setMarker(SeriesMarkers.DIAMOND).setMarkerColor(VERMILION);
    }

    /** Writes the drawing as PNG and SVG. */
    static void write(Drawing drawing, int width, int height, Path folder, String name) throws IOException {
        BufferedImage image = new BufferedImage(DENSITY * width, DENSITY * height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        smooth(pen);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, image.getWidth(), image.getHeight());
        pen.scale(DENSITY, DENSITY);
        drawing.paint(pen, width, height);
        pen.dispose();
        ImageIO.write(image, "png", folder.resolve(name + ".png").toFile());
        VectorGraphics2D vectors = new VectorGraphics2D();
        drawing.paint(vectors, width, height);
        try (OutputStream svg = Files.newOutputStream(folder.resolve(name + ".svg"))) {
            new SVGProcessor().getDocument(vectors.getCommands(), new PageSize(width, height)).writeTo(svg);
        }
    }

    static void smooth(Graphics2D pen) {
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    }
}
