package io.nevus.train;

import io.nevus.model.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What all networks of a search have in common: those of another search cannot be compared with them.
 *
 * @param lines each with its name before a colon
 */
record SearchSettings(List<String> lines) {

    static SearchSettings of(Tuning tuning, TuningData pictures) throws IOException {
        return new SearchSettings(List.of(
                "data: " + pictures.fingerprint(pictures.examples()),
                "extra pictures: " + pictures.fingerprint(pictures.extra()),
                "pictures of elsewhere: " + pictures.fingerprint(pictures.elsewhere()),
                "first weights: " + (tuning.weights().isPresent() ? Digests.sha256(tuning.weights().get()) : "random"),
                "folds: " + tuning.folds(),
                "settings of the base recipe: " + tuning.base()));
    }

    /** @throws TrainingException when the folder holds a search with others */
    void claim(Path work) throws IOException {
        Path file = work.resolve("search.txt");
        if (!Files.exists(file)) {
            Published.lines(file, lines);
            return;
        }
        List<String> old = Files.readAllLines(file);
        lines.stream().filter(line -> !old.contains(line)).findFirst().ifPresent(line -> {
            throw new TrainingException("%s holds a search with other %s. Delete it, or choose another --out"
                    .formatted(work.getParent(), line.substring(0, line.indexOf(':'))));
        });
    }
}
