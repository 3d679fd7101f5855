package io.nevus.train;

import io.nevus.triage.LesionClass;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.Arrays;

/** The confusion matrix. Drawn by hand, as XChart's heat map puts one number of one colour into a cell, not two. */
record ConfusionPlot(Confusion confusion) {

    static final int WIDTH = 650;
    static final int HEIGHT = 650;
    private static final int LEFT = 88;
    private static final int TOP = 52;
    private static final int CELL = 76;
    /** From this share on, white letters are easier to read on the cell than black ones. */
    private static final double DARK = 0.8;

    void paint(Graphics2D pen, int width, int height) {
        LesionClass[] classes = LesionClass.values();
        double middle = CELL * classes.length / 2.0;
        pen.setColor(PlotStyle.INK);
        Lettering.centred(pen, "Confusion matrix", PlotStyle.TITLE, LEFT + middle, 30);
        Lettering.centred(pen, "Class that the model says", PlotStyle.TEXT, LEFT + middle, TOP + 2 * middle + 46);
        Lettering.upwards(pen, "True class", PlotStyle.TEXT, 28, TOP + middle);
        for (LesionClass diagnosis : classes) {
            double place = CELL * (diagnosis.ordinal() + 0.5);
            Lettering.centred(pen, diagnosis.code(), PlotStyle.TEXT, LEFT + place, TOP + 2 * middle + 20);
            Lettering.rightAligned(pen, diagnosis.code(), PlotStyle.TEXT, LEFT - 10, TOP + place + 5);
        }
        for (LesionClass truth : classes) {
            for (LesionClass said : classes) {
                cell(pen, truth.ordinal(), said.ordinal());
            }
        }
    }

    private void cell(Graphics2D pen, int truth, int said) {
        double count = confusion.counts()[truth][said];
        double all = Arrays.stream(confusion.counts()[truth]).sum();
        double share = all > 0 ? count / all : 0;
        int x = LEFT + CELL * said;
        int y = TOP + CELL * truth;
        pen.setColor(tint(share));
        pen.fillRect(x, y, CELL - 2, CELL - 2);
        pen.setColor(share >= DARK ? Color.WHITE : count > 0 ? PlotStyle.INK : PlotStyle.PALE);
        Lettering.centred(pen, String.valueOf((int) count), PlotStyle.TITLE, x + CELL / 2.0 - 1, y + CELL / 2.0);
        Lettering.centred(pen, all > 0 ? Math.round(100 * share) + " %" : "–", PlotStyle.SMALL, x + CELL / 2.0 - 1,
                y + CELL / 2.0 + 18);
    }

    /** From a light grey to the blue of all plots. */
    private static Color tint(double share) {
        return new Color(mix(0xF2, PlotStyle.BLUE.getRed(), share), mix(0xF4, PlotStyle.BLUE.getGreen(), share),
                mix(0xF6, PlotStyle.BLUE.getBlue(), share));
    }

    private static int mix(int from, int to, double share) {
        return (int) Math.round(from + share * (to - from));
    }
}
