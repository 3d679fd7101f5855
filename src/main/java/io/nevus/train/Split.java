package io.nevus.train;

import io.nevus.model.Digests;
import io.nevus.triage.LesionClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Examples in three parts, stratified by diagnosis, with all pictures of a lesion in one part.
 *
 * @param extra pictures of other sources, for training alone; they don't count in the prior
 */
record Split(List<Example> train, List<Example> calibration, List<Example> test, List<Example> extra) {

    private enum Part { TRAIN, CALIBRATION, TEST }

    /** The same examples and seed give the same parts. Each of the two held-out parts gets that share of the pictures. */
    static Split byLesion(List<Example> examples, double heldOut, long seed) {
        Map<String, List<Example>> lesions = examples.stream()
                .collect(Collectors.groupingBy(Example::lesion, TreeMap::new, Collectors.toList()));
        var strata = new TreeMap<>(lesions.values().stream().collect(Collectors.groupingBy(Split::diagnosis)));
        Random random = new Random(seed);
        Map<Part, List<Example>> parts = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            parts.put(part, new ArrayList<>());
        }
        strata.values().forEach(stratum -> {
            List<List<Example>> shuffled = new ArrayList<>(stratum);
            Collections.shuffle(shuffled, random);
            double total = shuffled.stream().mapToInt(List::size).sum();
            double seen = 0;
            for (List<Example> lesion : shuffled) {
                Part part = seen < (1 - 2 * heldOut) * total ? Part.TRAIN
                        : seen < (1 - heldOut) * total ? Part.CALIBRATION : Part.TEST;
                parts.get(part).addAll(lesion);
                seen += lesion.size();
            }
        });
        return new Split(parts.get(Part.TRAIN), parts.get(Part.CALIBRATION), parts.get(Part.TEST), List.of());
    }

    /** A joined lesion may have two: then that of its first picture by name, whatever the order. */
    static LesionClass diagnosis(List<Example> lesion) {
        return lesion.stream().min(Comparator.comparing(Example::image)).orElseThrow().diagnosis();
    }

    Split with(List<Example> extra) {
        return new Split(train, calibration, test, extra);
    }

    /** All to train on, for a network whose recipe was tested on the parts. */
    Split whole() {
        return new Split(Stream.concat(train.stream(), heldOut().stream()).toList(), List.of(), List.of(), extra);
    }

    List<Example> heldOut() {
        return Stream.concat(calibration.stream(), test.stream()).toList();
    }

    /** All that is trained on. */
    List<Example> drawn() {
        return Stream.concat(train.stream(), extra.stream()).toList();
    }

    /** A short text that changes with any picture, label or part. */
    String fingerprint() {
        return Digests.sha256(String.join("\n", lines()).getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }

    /** Writes {@code image_id,lesion_id,group,dx,part}; the group is empty unless the lesion was joined to another. */
    void write(Path csv) {
        try {
            Files.write(csv, lines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> lines() {
        Map<String, List<Example>> parts = new LinkedHashMap<>();
        parts.put("train", train);
        parts.put("calibration", calibration);
        parts.put("test", test);
        parts.put("extra", extra);
        List<String> lines = new ArrayList<>(List.of("image_id,lesion_id,group,dx,part"));
        parts.forEach((part, examples) -> examples.forEach(example -> lines.add(String.join(",", example.image(),
                example.listed(), example.lesion().equals(example.listed()) ? "" : example.lesion(),
                example.diagnosis().code(), part))));
        return lines;
    }
}
