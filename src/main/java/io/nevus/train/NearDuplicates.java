package io.nevus.train;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Pairs of pictures that are one photograph, though they are listed as two lesions.
 *
 * @param pairs copies of it may be recompressed, resized, cut, lit otherwise, mirrored or turned by quarters
 */
record NearDuplicates(List<Pair> pairs) {

    record Pair(Example one, Example other) {
    }

    /** Of 256. In HAM10000 and ISIC 2017 this leaves 4,300 of 577 million pairs in some position. */
    private static final int MOST_BITS = 66;
    /** The 15 pairs above it show one lesion each, from 0.829 on; the next, at 0.813, are unlike ones in round frames. */
    private static final double LEAST_LIKENESS = 0.82;

    private record Suspects(Pair pair, int turn) {

        boolean alike(PictureCache cache) {
            return Likeness.of(Miniature.of(cache, pair.one), Miniature.of(cache, pair.other).turned(turn))
                    >= LEAST_LIKENESS;
        }
    }

    /** @param cache of all these pictures; they are compared each with each, which takes seconds for 12,000 */
    static NearDuplicates find(List<Example> examples, PictureCache cache) {
        return new NearDuplicates(suspects(examples, cache).parallelStream()
                .filter(suspects -> suspects.alike(cache)).map(Suspects::pair).distinct().toList());
    }

    /** These examples, with the first by name of a group's lesions in place of each. */
    List<Example> join(List<Example> examples) {
        Set<String> images = examples.stream().map(Example::image).collect(Collectors.toSet());
        Map<String, String> parents = new HashMap<>();
        pairs.stream().filter(pair -> images.contains(pair.one.image()) && images.contains(pair.other.image()))
                .forEach(pair -> unite(parents, pair.one.lesion(), pair.other.lesion()));
        return examples.stream().map(example -> example.joinedTo(root(parents, example.listed()))).toList();
    }

    /** Those of these examples that show none of the held-out lesions. */
    List<Example> apart(List<Example> examples, List<Example> heldOut) {
        List<Example> all = join(Stream.concat(heldOut.stream(), examples.stream()).toList());
        Set<String> lesions = all.stream().limit(heldOut.size()).map(Example::lesion).collect(Collectors.toSet());
        return all.stream().skip(heldOut.size()).filter(example -> !lesions.contains(example.lesion())).toList();
    }

    /** Pairs of pictures of two lesions whose hashes are close in some position. */
    private static List<Suspects> suspects(List<Example> examples, PictureCache cache) {
        List<PerceptualHash[]> hashes = examples.parallelStream()
                .map(example -> PerceptualHash.ofAllTurns(Miniature.of(cache, example))).toList();
        return IntStream.range(0, examples.size()).parallel().boxed().<Suspects>mapMulti((one, suspects) -> {
            PerceptualHash hash = hashes.get(one)[0];
            for (int other = one + 1; other < hashes.size(); other++) {
                for (int turn = 0; turn < Miniature.TURNS; turn++) {
                    if (hash.distance(hashes.get(other)[turn]) <= MOST_BITS) {
                        suspects.accept(new Suspects(new Pair(examples.get(one), examples.get(other)), turn));
                    }
                }
            }
        }).filter(suspects -> !suspects.pair.one.lesion().equals(suspects.pair.other.lesion())).toList();
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

    /** A line for people about joined examples. */
    static String summary(List<Example> joined) {
        List<List<Example>> groups = joined.stream().collect(Collectors.groupingBy(Example::lesion)).values().stream()
                .filter(group -> group.stream().map(Example::listed).distinct().count() > 1).toList();
        long disagreeing = groups.stream()
                .filter(group -> group.stream().map(Example::diagnosis).distinct().count() > 1).count();
        return "%d groups of near-duplicates kept together, %d of them with more than one diagnosis"
                .formatted(groups.size(), disagreeing);
    }
}
