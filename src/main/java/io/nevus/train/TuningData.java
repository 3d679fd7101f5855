package io.nevus.train;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import me.tongfei.progressbar.ProgressBar;

/**
 * The pictures of a search, decoded once for all trials.
 *
 * @param examples  those to deal into folds: all but the test part of {@code train}, which must take part in no choice
 * @param extra     trained on only
 * @param elsewhere scored only
 * @param untouched how many that test part has
 */
record TuningData(List<Example> examples, List<Example> extra, List<Example> elsewhere, int untouched,
                  PictureCache cache) implements AutoCloseable {

    /** @throws TrainingException when a picture or lesion is in two of the three folders */
    static TuningData read(Tuning tuning, Path work, PrintStream console) {
        Path data = tuning.data();
        Optional<Path> extra = tuning.extra();
        Optional<Path> elsewhere = tuning.elsewhere();
        List<Example> examples = Labels.read(TrainingRun.table(data));
        List<Example> more = extra.map(TrainingRun::table).map(Labels::read).orElse(List.of());
        List<Example> others = elsewhere.map(TrainingRun::table).map(Labels::read).orElse(List.of());
        extra.ifPresent(folder -> apart(data, examples, folder, more));
        elsewhere.ifPresent(folder -> apart(data, examples, folder, others));
        elsewhere.ifPresent(folder -> extra.ifPresent(other -> apart(other, more, folder, others)));
        List<Example> scored = Stream.concat(examples.stream(), others.stream()).toList();
        List<Example> all = Stream.concat(scored.stream(), more.stream()).toList();
        try (PictureFiles files = PictureFiles.below(
                     Stream.of(Optional.of(data), extra, elsewhere).flatMap(Optional::stream).toArray(Path[]::new));
             var bar = new ProgressBar("Decoding", all.size())) {
            files.broken().forEach(console::println);
            PictureCache cache = new PictureCache(work, all, files, example -> bar.step());
            cache.unreadable().forEach(line -> console.println("Left out: " + line));
            NearDuplicates copies = NearDuplicates.find(readable(all, cache), cache);
            Split split = Split.byLesion(copies.join(readable(examples, cache)), tuning.base().heldOut(),
                    tuning.base().seed());
            return new TuningData(Stream.concat(split.train().stream(), split.calibration().stream()).toList(),
                    copies.apart(readable(more, cache), readable(scored, cache)), readable(others, cache),
                    split.test().size(), cache);
        }
    }

    private static void apart(Path folder, List<Example> examples, Path otherFolder, List<Example> others) {
        Set<String> names = new HashSet<>();
        examples.forEach(example -> names.addAll(List.of(example.image(), example.lesion())));
        others.stream().filter(other -> names.contains(other.image()) || names.contains(other.lesion())).findFirst()
                .ifPresent(other -> {
                    throw new TrainingException(("%s is both in %s and in %s: what a network was trained on says "
                            + "nothing of how good it is").formatted(other.image(), folder, otherFolder));
                });
    }

    private static List<Example> readable(List<Example> examples, PictureCache cache) {
        return examples.stream().filter(cache::has).toList();
    }

    /** A short text that changes with any picture or label. */
    String fingerprint(List<Example> some) {
        CRC32C sum = new CRC32C();
        byte[] pixels = new byte[PictureCache.BYTES];
        some.forEach(example -> {
            sum.update(example.toString().getBytes(StandardCharsets.UTF_8));
            cache.copy(example, pixels, 0);
            sum.update(pixels);
        });
        return "%d pictures, %08x".formatted(some.size(), sum.getValue());
    }

    @Override
    public void close() {
        cache.close();
    }
}
