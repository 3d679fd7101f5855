package io.nevus.train;

import io.nevus.triage.Examination.Judged;
import io.nevus.triage.HeatMap;
import io.nevus.triage.LesionClass;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** The worst mistakes, each beside itself with its heat map. It shows patients, so it must not be published. */
final class MistakeSheet {

    private static final int MOST = 24;
    private static final int COLUMNS = 4;
    private static final int WIDTH = 200;
    private static final int HEIGHT = 150;
    private static final int GAP = 16;
    private static final int CELL_WIDTH = 2 * WIDTH + GAP;
    private static final int CELL_HEIGHT = HEIGHT + 44;
    private static final int HEADER = 60;

    private record Mistake(Scored scored, Judged judged) {

        LesionClass truth() {
            return scored.example().diagnosis();
        }

        LesionClass said() {
            return scored.said();
        }

        /** What the model gives the true class. */
        double probability() {
            return judged.probabilities().get(truth());
        }

        String caption() {
            return "%s: %s (%.0f %%), taken for %s".formatted(scored.example().image(), truth().code(),
                    100 * probability(), said().code());
        }
    }

    private MistakeSheet() {
    }

    static void write(Evaluation evaluation, PictureFiles files, Path file) throws IOException {
        List<Mistake> mistakes = worst(evaluation);
        int rows = Math.max(1, (mistakes.size() + COLUMNS - 1) / COLUMNS);
        BufferedImage sheet = new BufferedImage(COLUMNS * CELL_WIDTH + GAP, HEADER + rows * CELL_HEIGHT,
                BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = sheet.createGraphics();
        PlotStyle.smooth(pen);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        pen.setColor(PlotStyle.INK);
        Lettering.leftAligned(pen, "The %d worst mistakes, the least probable truth first. Shows patients: do not publish"
                .formatted(mistakes.size()), PlotStyle.TITLE, GAP, 36);
        for (int i = 0; i < mistakes.size(); i++) {
            cell(pen, mistakes.get(i), picture(mistakes.get(i), files), GAP + i % COLUMNS * CELL_WIDTH,
                    HEADER + i / COLUMNS * CELL_HEIGHT);
        }
        pen.dispose();
        ImageIO.write(sheet, "png", file.toFile());
    }

    /** Of what was judged, not refused. */
    private static List<Mistake> worst(Evaluation evaluation) {
        return evaluation.readings().read().stream()
                .flatMap(read -> evaluation.triage().examine(read.reading()) instanceof Judged judged
                        ? Stream.of(new Mistake(read.scored(), judged)) : Stream.empty())
                .filter(mistake -> mistake.said() != mistake.truth())
                .sorted(Comparator.comparingDouble(Mistake::probability)).limit(MOST).toList();
    }

    private static BufferedImage picture(Mistake mistake, PictureFiles files) {
        try {
            return Upright.of(files.read(mistake.scored().example().image()));
        } catch (IOException e) {
            return new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB); // TensorFlow reads more than Java
        }
    }

    private static void cell(Graphics2D pen, Mistake mistake, BufferedImage picture, int x, int y) {
        double scale = Math.min((double) WIDTH / picture.getWidth(), (double) HEIGHT / picture.getHeight());
        int width = (int) Math.round(scale * picture.getWidth());
        int height = (int) Math.round(scale * picture.getHeight());
        pen.drawImage(picture, x, y, width, height, null);
        pen.drawImage(picture, x + WIDTH, y, width, height, null);
        pen.drawImage(heat(mistake.judged().heatMap().orElseThrow()), x + WIDTH, y, width, height, null);
        pen.setColor(PlotStyle.INK);
        Lettering.leftAligned(pen, mistake.caption(), PlotStyle.TEXT, x, y + HEIGHT + 16);
    }

    /** From a veil of dark blue to yellow, which are told apart with any kind of colour vision. */
    private static BufferedImage heat(HeatMap map) {
        BufferedImage image = new BufferedImage(map.columns(), map.rows(), BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < map.values().size(); i++) {
            float value = map.values().get(i).floatValue();
            Color colour = new Color(value, 0.12f + 0.8f * value, 0.3f, 0.35f + 0.2f * value);
            image.setRGB(i % map.columns(), i / map.columns(), colour.getRGB());
        }
        return image;
    }
}
