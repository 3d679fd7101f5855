package io.nevus.train;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Examples in which one photograph is one lesion, also where it is listed under several.
 *
 * @param examples with the first of the group's lesions, by name, in place of each
 */
record NearDuplicates(List<Example> examples) {

    /** Of 256. In HAM10000 and ISIC 2017 this leaves 4,300 of 577 million pairs in some position. */
    private static final int MOST_BITS = 66;
    /** Of these, the 14 from 0.829 on are one photograph each, and those up to 0.813 alike lesions in round frames. */
    private static final double LEAST_LIKENESS = 0.82;

    private record Pair(Example one, Example other, int turn) {

        boolean alike(PictureCache cache) {
            return Likeness.of(Miniature.of(cache, one), Miniature.of(cache, other).turned(turn)) >= LEAST_LIKENESS;
        }
    }

    /** @param cache of all these pictures; they are compared each with each, which takes seconds for 12,000 */
    static NearDuplicates join(List<Example> examples, PictureCache cache) {
        Map<String, String> parents = new HashMap<>();
        likely(examples, cache).parallelStream().filter(pair -> pair.alike(cache)).toList()
                .forEach(pair -> unite(parents, pair.one().lesion(), pair.other().lesion()));
        return new NearDuplicates(examples.stream().map(e -> e.joinedTo(root(parents, e.lesion()))).toList());
    }

    /** Pairs of pictures of two lesions whose hashes are close in some position. */
    private static List<Pair> likely(List<Example> examples, PictureCache cache) {
        List<PerceptualHash[]> hashes = examples.parallelStream()
                .map(example -> PerceptualHash.ofAllTurns(Miniature.of(cache, example))).toList();
        return IntStream.range(0, examples.size()).parallel().boxed().<Pair>mapMulti((one, pairs) -> {
            PerceptualHash hash = hashes.get(one)[0];
            for (int other = one + 1; other < hashes.size(); other++) {
                for (int turn = 0; turn < Miniature.TURNS; turn++) {
                    if (hash.distance(hashes.get(other)[turn]) <= MOST_BITS) {
                        pairs.accept(new Pair(examples.get(one), examples.get(other), turn));
                    }
                }
            }
        }).filter(pair -> !pair.one().lesion().equals(pair.other().lesion())).toList();
    }

    private static void unite(Map<String, String> parents, String one, String other) {
        String a = root(parents, one);
        String b = root(parents, other);
        if (!a.equals(b)) {
            parents.put(a.compareTo(b) < 0 ? b : a, a.compareTo(b) < 0 ? a : b);
        }
    }

    private static String root(Map<String, String> parents, String lesion) {
        String root = lesion;
        while (parents.containsKey(root)) {
            root = parents.get(root);
        }
        return root;
    }

    /** The examples of each group of more than one lesion. */
    private List<List<Example>> groups() {
        return examples.stream().collect(Collectors.groupingBy(Example::lesion)).values().stream()
                .filter(group -> group.stream().map(Example::listed).distinct().count() > 1).toList();
    }

    /** A line for people. */
    String summary() {
        List<List<Example>> groups = groups();
        long disagreeing = groups.stream()
                .filter(group -> group.stream().map(Example::diagnosis).distinct().count() > 1).count();
        return "%d groups of near-duplicates kept together, %d of them with more than one diagnosis"
                .formatted(groups.size(), disagreeing);
    }
}
