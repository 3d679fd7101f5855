package io.nevus;

import io.nevus.model.Model;
import io.nevus.model.ModelSource;
import io.nevus.model.Precision;
import io.nevus.model.SavedModel;
import io.nevus.model.Views;
import io.nevus.triage.Examination;
import io.nevus.triage.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Judges picture files without a server; nothing is kept. */
@Command(name = "classify", mixinStandardHelpOptions = true, versionProvider = Main.Version.class,
        description = {"Judges pictures and prints a line each: file, verdict or reason of refusal, malignancy.", "",
                "Exit status 1 when a picture could not be judged."})
final class ClassifyCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "PICTURE", description = "JPEG or PNG files.")
    private List<Path> pictures;

    @Option(names = "--model", paramLabel = "DIR-or-URL",
            description = "A model directory, or a TensorFlow.js model.json (default: the one that comes with Nevus).")
    private Optional<String> location = Optional.empty();

    @Option(names = "--views", paramLabel = "N", converter = ViewsOption.class,
            description = "Averages over 1, 2, 4 or 8 flips and turns of each picture, in as many times the time "
                    + "(default: 1).")
    private Views views = Views.ONE;

    @Option(names = "--precision", paramLabel = "KIND",
            description = "float32, or auto for bfloat16 where that is faster and agrees, which pays for hundreds of "
                    + "pictures (default: float32).")
    private Precision precision = Precision.FLOAT32;

    @Override
    public Integer call() {
        Path directory = location.map(at -> ModelSource.directory(at, Home.models()))
                .orElseGet(Home::shippedModel);
        int status = 0;
        try (Model model = SavedModel.load(directory, views, precision)) {
            for (Path picture : pictures) {
                status |= classify(model, picture);
            }
        }
        return status;
    }

    private static int classify(Model model, Path picture) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(picture);
        } catch (IOException e) {
            System.err.printf("%s\tcannot be read: does it exist?%n", picture);
            return 1;
        }
        switch (model.examine(bytes)) {
            case Examination.Judged judged -> System.out.printf("%s\t%s\t%.1f %%%n", picture, judged.verdict().title(),
                    100 * judged.malignancy());
            case Examination.Refused(Refusal refusal) -> {
                System.out.printf("%s\t%s\t%s%n", picture, refusal.reason().code(), refusal.help());
                return 1;
            }
        }
        return 0;
    }
}
