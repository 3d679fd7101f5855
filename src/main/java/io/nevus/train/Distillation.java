package io.nevus.train;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Trains a network or, if there are teachers, first those, each by its change of the recipe, and then a network that goes
 * on from the first of them and learns what all say in common (Hinton et al., 2015): nearly an ensemble, in one network.
 */
record Distillation(Recipe recipe, List<Trial> teachers, Split split, PictureCache cache, Path work) {

    /** @param seconds that the training of all networks took */
    record Trained(Weights weights, double seconds) {
    }

    Trained train(Weights start, PrintStream console) throws IOException {
        double seconds = 0;
        List<Weights> taught = new ArrayList<>();
        for (Trial teacher : teachers) {
            Path folder = Files.createDirectories(work.resolve("teacher-" + (taught.size() + 1)));
            console.printf("Teacher %d of %d: %s%n", taught.size() + 1, teachers.size(), teacher.name());
            Trainer trainer = new Trainer(teacher.recipe(recipe), List.of(),
                    teacher.withExtra() ? split : split.with(List.of()), cache, folder);
            taught.add(trainer.train(start));
            seconds += trainer.seconds();
        }
        Trainer trainer = new Trainer(recipe, taught, split, cache, work);
        Weights trained = trainer.train(taught.isEmpty() ? start : taught.getFirst());
        return new Trained(trained, seconds + trainer.seconds());
    }
}
