package io.nevus.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Cross-validation over lesions: every lesion is tested on once, by a network that never saw it. */
final class Folds {

    private Folds() {
    }

    /** The same examples and seed give the same folds; each has its share of every diagnosis. */
    static List<Split> of(List<Example> examples, int folds, long seed) {
        Map<String, List<Example>> lesions = examples.stream()
                .collect(Collectors.groupingBy(Example::lesion, TreeMap::new, Collectors.toList()));
        var strata = new TreeMap<>(lesions.values().stream().collect(
                Collectors.groupingBy(Split::diagnosis)));
        Random random = new Random(seed);
        List<List<Example>> parts = parts(folds);
        strata.values().forEach(stratum -> {
            List<List<Example>> shuffled = new ArrayList<>(stratum);
            Collections.shuffle(shuffled, random);
            List<List<Example>> own = parts(folds);
            shuffled.forEach(lesion -> own.stream().min(Comparator.comparingInt(List::size)).orElseThrow()
                    .addAll(lesion));
            // The longest go to the shortest, or the first fold would get the odd lesion of every class
            own.sort(Comparator.comparingInt(part -> -part.size()));
            parts.sort(Comparator.comparingInt(List::size));
            IntStream.range(0, folds).forEach(i -> parts.get(i).addAll(own.get(i)));
        });
        if (parts.stream().anyMatch(List::isEmpty)) {
            throw new TrainingException("There are fewer lesions than folds: use more data, or fewer --folds");
        }
        return parts.stream().map(test -> new Split(
                parts.stream().filter(part -> part != test).flatMap(List::stream).toList(),
                List.of(), List.copyOf(test), List.of())).toList();
    }

    private static List<List<Example>> parts(int folds) {
        return IntStream.range(0, folds).<List<Example>>mapToObj(i -> new ArrayList<>())
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
