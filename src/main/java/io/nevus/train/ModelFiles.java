package io.nevus.train;

import io.nevus.model.Digests;
import io.nevus.model.ModelCard;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes what lies beside a model's graph: the cards for people and for programs, and the report. */
final class ModelFiles {

    private static final String README = "README.md";
    private static final String REPORT = "report";

    private ModelFiles() {
    }

    /** Of a model that was just made. */
    static void write(Path model, JsonObject card) throws IOException {
        writeCards(model, card, ModelReadme.of(card));
    }

    /**
     * Of a model that was evaluated: its README tells these results, and its report holds the plots.
     *
     * @param evaluation the folder with metrics.json and the plots
     */
    static void write(Path model, JsonObject card, JsonObject metrics, List<Plot> plots, Path evaluation,
                      Optional<Path> curve) throws IOException {
        Path report = Files.createDirectories(model.resolve(REPORT));
        copy(evaluation.resolve("metrics.json"), report.resolve("metrics.json"));
        for (Plot plot : plots) {
            copy(evaluation.resolve(plot.file() + ".png"), report.resolve(plot.file() + ".png"));
        }
        if (curve.isPresent()) {
            copy(curve.get(), report.resolve("curve.csv"));
        }
        writeCards(model, card, ModelReadme.of(card, metrics.getString("model"), String.join("\n\n",
                EvaluationReport.cardSections(metrics), EvaluationReport.cardPlots(plots, REPORT))));
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!from.toAbsolutePath().normalize().equals(to.toAbsolutePath().normalize())) {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void writeCards(Path model, JsonObject card, String readme) throws IOException {
        Files.writeString(model.resolve(README), readme);
        ModelCard.write(model, Json.createObjectBuilder(card).add("files", digests(model)).build());
    }

    private static JsonObjectBuilder digests(Path model) throws IOException {
        List<Path> files = new ArrayList<>();
        try (var paths = Files.walk(model)) {
            paths.filter(Files::isRegularFile).filter(path -> !path.getFileName().toString().startsWith("."))
                    .filter(path -> !path.equals(model.resolve(ModelCard.FILE))).sorted().forEach(files::add);
        }
        JsonObjectBuilder digests = Json.createObjectBuilder();
        for (Path file : files) {
            digests.add(model.relativize(file).toString().replace('\\', '/'), Digests.sha256(file));
        }
        return digests;
    }
}
