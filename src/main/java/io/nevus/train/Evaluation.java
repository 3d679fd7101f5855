package io.nevus.train;

import io.nevus.triage.LesionClass;
import io.nevus.triage.Triage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** How well a model does on labelled pictures: every figure with its interval. */
record Evaluation(Triage triage, Readings readings, Scores scores, Map<Figure, Estimate> figures,
                  Map<LesionClass, ClassFigures> classes) {

    /** @param pictures how many of this class the network read */
    record ClassFigures(long pictures, Estimate recall, Estimate precision) {
    }

    static Evaluation of(Readings readings, Triage triage, Bootstrap bootstrap) {
        Scores scores = Scores.of(readings, triage);
        List<ToDoubleFunction<double[]>> formulas = new ArrayList<>(formulas(scores));
        for (LesionClass diagnosis : LesionClass.values()) {
            formulas.add(w -> scores.confusion(w).recall(diagnosis));
            formulas.add(w -> scores.confusion(w).precision(diagnosis));
        }
        List<Estimate> estimates = bootstrap.estimates(scores.examples(), formulas);
        Map<LesionClass, ClassFigures> classes = new EnumMap<>(LesionClass.class);
        for (LesionClass diagnosis : LesionClass.values()) {
            int place = Figure.values().length + 2 * diagnosis.ordinal();
            long pictures = readings.examples().stream().filter(e -> e.diagnosis() == diagnosis).count();
            classes.put(diagnosis, new ClassFigures(pictures, estimates.get(place), estimates.get(place + 1)));
        }
        return new Evaluation(triage, readings, scores, byFigure(estimates), classes);
    }

    static Map<Figure, Estimate> figures(Scores scores, Bootstrap bootstrap) {
        return byFigure(bootstrap.estimates(scores.examples(), formulas(scores)));
    }

    /** The figures of one less those of the other, which scores the same pictures, over the same resamples. */
    static Map<Figure, Estimate> differences(Scores one, Scores other, Bootstrap bootstrap) {
        return byFigure(bootstrap.estimates(one.examples(), Arrays.stream(Figure.values())
                .map(figure -> (ToDoubleFunction<double[]>) weights ->
                        figure.of(one, weights) - figure.of(other, weights)).toList()));
    }

    private static List<ToDoubleFunction<double[]>> formulas(Scores scores) {
        return Arrays.stream(Figure.values())
                .map(figure -> (ToDoubleFunction<double[]>) weights -> figure.of(scores, weights)).toList();
    }

    private static Map<Figure, Estimate> byFigure(List<Estimate> estimates) {
        Map<Figure, Estimate> figures = new EnumMap<>(Figure.class);
        IntStream.range(0, Figure.values().length).forEach(i -> figures.put(Figure.values()[i], estimates.get(i)));
        return figures;
    }
}
