package io.nevus.train;

import io.nevus.triage.LesionClass;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Map;

/** Bars of each class's recall and precision. Drawn by hand, as XChart's whiskers are as long above as below. */
record ClassPlot(Map<LesionClass, Evaluation.ClassFigures> classes) {

    static final int WIDTH = 700;
    static final int HEIGHT = 520;
    private static final int LEFT = 200;
    private static final int TOP = 78;
    private static final int LENGTH = 460;
    private static final int ROW = 54;
    private static final int BAR = 18;

    void paint(Graphics2D pen, int width, int height) {
        int bottom = TOP + ROW * LesionClass.values().length;
        pen.setColor(PlotStyle.INK);
        Lettering.centred(pen, "Recall and precision of each class, with 95 % intervals", PlotStyle.TITLE,
                width / 2.0, 30);
        Lettering.centred(pen, "Share of pictures", PlotStyle.TEXT, LEFT + LENGTH / 2.0, bottom + 42);
        legend(pen, LEFT, "Recall", PlotStyle.BLUE);
        legend(pen, LEFT + 100, "Precision", PlotStyle.ORANGE);
        for (int tenth = 0; tenth <= 10; tenth += 2) {
            double x = LEFT + LENGTH * tenth / 10.0;
            pen.setColor(PlotStyle.GRID);
            pen.setStroke(PlotStyle.THIN);
            pen.draw(new Line2D.Double(x, TOP, x, bottom));
            pen.setColor(PlotStyle.INK);
            Lettering.centred(pen, tenth / 10.0 + "", PlotStyle.SMALL, x, bottom + 18);
        }
        classes.forEach((diagnosis, figures) -> row(pen, diagnosis, figures));
    }

    private static void legend(Graphics2D pen, int x, String name, Color colour) {
        pen.setColor(colour);
        pen.fillRect(x, TOP - 26, 14, 14);
        pen.setColor(PlotStyle.INK);
        Lettering.leftAligned(pen, name, PlotStyle.SMALL, x + 20, TOP - 14);
    }

    private static void row(Graphics2D pen, LesionClass diagnosis, Evaluation.ClassFigures figures) {
        double middle = TOP + ROW * (diagnosis.ordinal() + 0.5);
        pen.setColor(PlotStyle.INK);
        Lettering.rightAligned(pen, diagnosis.code(), PlotStyle.TEXT, LEFT - 12, middle - 2);
        pen.setColor(PlotStyle.PALE);
        Lettering.rightAligned(pen, figures.pictures() == 0 ? MetricsJson.NO_PICTURES : "%d picture%s".formatted(
                figures.pictures(), figures.pictures() == 1 ? "" : "s"), PlotStyle.SMALL, LEFT - 12, middle + 14);
        bar(pen, figures.recall(), middle - BAR - 1, PlotStyle.BLUE, MetricsJson.NO_PICTURES);
        bar(pen, figures.precision(), middle + 1, PlotStyle.ORANGE, MetricsJson.NEVER_SAID);
    }

    private static void bar(Graphics2D pen, Estimate estimate, double y, Color colour, String otherwise) {
        if (!estimate.known()) {
            pen.setColor(PlotStyle.PALE);
            Lettering.leftAligned(pen, otherwise, PlotStyle.SMALL, LEFT + 6, y + BAR - 4);
            return;
        }
        pen.setColor(colour);
        pen.fill(new Rectangle2D.Double(LEFT, y, LENGTH * estimate.value(), BAR));
        pen.setColor(PlotStyle.INK);
        pen.setStroke(PlotStyle.WHISKER);
        double low = LEFT + LENGTH * estimate.low();
        double high = LEFT + LENGTH * estimate.high();
        double middle = y + BAR / 2.0;
        pen.draw(new Line2D.Double(low, middle, high, middle));
        pen.draw(new Line2D.Double(low, middle - 4, low, middle + 4));
        pen.draw(new Line2D.Double(high, middle - 4, high, middle + 4));
    }
}
