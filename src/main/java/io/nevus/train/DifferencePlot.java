package io.nevus.train;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.List;
import java.util.Locale;

/** Dots and whiskers of the differences between trials and the base recipe, a panel for each figure. */
record DifferencePlot(List<TrialResult> compared) {

    private static final int LEFT = 250;
    private static final int TOP = 96;
    private static final int PANEL = 190;
    private static final int GAP = 30;
    private static final int ROW = 26;
    private static final int DOT = 8;

    private List<Contrast> contrasts() {
        return Contrast.known(compared);
    }

    int width() {
        return LEFT + contrasts().size() * (PANEL + GAP) + GAP;
    }

    int height() {
        return bottom() + 64;
    }

    private int bottom() {
        return TOP + ROW * compared.size();
    }

    void paint(Graphics2D pen, int width, int height) {
        pen.setColor(PlotStyle.INK);
        Lettering.centred(pen, "Differences to the base recipe, with 95 % intervals", PlotStyle.TITLE, width / 2.0, 30);
        legend(pen, width / 2.0 - 250, "Better beyond noise", PlotStyle.BLUE);
        legend(pen, width / 2.0 - 60, "Worse beyond noise", PlotStyle.VERMILION);
        legend(pen, width / 2.0 + 130, "Noise", PlotStyle.PALE);
        for (int i = 0; i < compared.size(); i++) {
            pen.setColor(PlotStyle.INK);
            Lettering.rightAligned(pen, compared.get(i).title(), PlotStyle.SMALL, LEFT - 14, middle(i) + 4);
        }
        for (int i = 0; i < contrasts().size(); i++) {
            panel(pen, contrasts().get(i), LEFT + i * (PANEL + GAP));
        }
        pen.setColor(PlotStyle.INK);
        Lettering.centred(pen, "Figure of the recipe less that of the base recipe on the same pictures", PlotStyle.TEXT,
                LEFT + (width - LEFT - 2 * GAP) / 2.0, bottom() + 48);
    }

    private static double middle(int row) {
        return TOP + ROW * (row + 0.5);
    }

    private static void legend(Graphics2D pen, double x, String name, Color colour) {
        pen.setColor(colour);
        pen.fill(new Ellipse2D.Double(x, 50 - DOT, DOT, DOT));
        pen.setColor(PlotStyle.INK);
        Lettering.leftAligned(pen, name, PlotStyle.SMALL, x + DOT + 7, 50);
    }

    private void panel(Graphics2D pen, Contrast contrast, double left) {
        pen.setColor(PlotStyle.INK);
        Lettering.centred(pen, contrast.heading(), PlotStyle.TEXT, left + PANEL / 2.0, TOP - 14);
        double reach = reach(contrast);
        for (double tick : new double[] {-1, 0, 1}) {
            double x = left + PANEL * (tick * 0.9 + 1) / 2;
            pen.setColor(tick == 0 ? PlotStyle.PALE : PlotStyle.GRID);
            pen.setStroke(PlotStyle.THIN);
            pen.draw(new Line2D.Double(x, TOP, x, bottom()));
            pen.setColor(PlotStyle.INK);
            Lettering.centred(pen, tick == 0 ? "0" : label(tick * reach), PlotStyle.SMALL, x, bottom() + 18);
        }
        for (int i = 0; i < compared.size(); i++) {
            Estimate difference = compared.get(i).differences().get(contrast);
            if (difference.known()) {
                pen.setColor(colour(compared.get(i), contrast));
                whisker(pen, difference, left + PANEL / 2.0, 0.9 * PANEL / 2 / reach, middle(i));
            }
        }
    }

    private static String label(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 0.01 ? "%+.3f" : "%+.2f", value);
    }

    /** A round number that no interval goes beyond. */
    private double reach(Contrast contrast) {
        double most = compared.stream().map(result -> result.differences().get(contrast)).filter(Estimate::known)
                .mapToDouble(difference -> Math.max(-difference.low(), difference.high())).max().orElse(0);
        for (double round = 0.001; round < 1; round *= 10) {
            for (double step : new double[] {1, 2, 5}) {
                if (round * step >= most) {
                    return round * step;
                }
            }
        }
        return 1;
    }

    private Color colour(TrialResult result, Contrast contrast) {
        return switch (new TuningFindings(compared).sign(result, contrast)) {
            case 1 -> PlotStyle.BLUE;
            case -1 -> PlotStyle.VERMILION;
            default -> PlotStyle.PALE;
        };
    }

    private static void whisker(Graphics2D pen, Estimate difference, double zero, double scale, double y) {
        pen.setStroke(PlotStyle.WHISKER);
        pen.draw(new Line2D.Double(zero + scale * difference.low(), y, zero + scale * difference.high(), y));
        pen.fill(new Ellipse2D.Double(zero + scale * difference.value() - DOT / 2.0, y - DOT / 2.0, DOT, DOT));
    }
}
