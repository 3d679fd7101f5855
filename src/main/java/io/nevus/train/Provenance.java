package io.nevus.train;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a model came to be, for its card.
 *
 * @param teachers changes of the recipe for the networks that taught this one, if any
 * @param extra   the table of the pictures of other sources
 * @param seconds that the training took, in all its parts
 */
record Provenance(Recipe recipe, List<Trial> teachers, Split split, Optional<Path> extra, double seconds) {

    /** The section {@code training} of card.json. */
    JsonObjectBuilder json() {
        JsonObjectBuilder json = Json.createObjectBuilder().add("data", split.fingerprint())
                .add("train", split.train().size()).add("extra", split.extra().size())
                .add("calibration", split.calibration().size()).add("test", split.test().size())
                .add("seconds", Math.round(seconds)).add("cores", Runtime.getRuntime().availableProcessors());
        extra.ifPresent(table -> json.add("extraTable", table.getFileName().toString()));
        JsonObjectBuilder settings = Json.createObjectBuilder();
        recipe.settings().forEach(settings::add);
        if (!teachers.isEmpty()) {
            json.add("teachers", Json.createArrayBuilder(teachers.stream().map(Trial::name).toList()));
        }
        return json.add("recipe", settings);
    }

    /** What pictures of other sources there were, if any; older cards say less. */
    static String extra(JsonObject training) {
        if (training.getInt("extra", 0) == 0) {
            return "";
        }
        String table = training.getString("extraTable", "another table");
        String known = table.matches("(?i).*isic.?2017.*")
                ? " (ISIC 2017: Codella et al., arXiv:1710.05006, published as CC-0)" : "";
        return "\n\n%d more pictures, of `%s`%s, were trained on only.".formatted(training.getInt("extra"), table, known);
    }

    /** The one command, and how long it takes. */
    static String told(JsonObject training) {
        String command = "./nevus train --data HAM10000%s --weights mobilenetv2.safetensors --out model%s".formatted(
                training.getInt("extra", 0) > 0 ? " --extra ISIC2017" : "", training.containsKey("refit") ? " --refit" : "");
        String took = training.containsKey("seconds") ? " The training took %s on %d cores.".formatted(
                Pace.told(training.getJsonNumber("seconds").doubleValue()), training.getInt("cores")) : "";
        if (training.get("recipe") instanceof JsonObject recipe) {
            return "    %s \\\n%s\n\nmakes it of ImageNet weights (TF-slim checkpoint, Apache-2.0).%s".formatted(command,
                    settings(recipe) + teachers(training), took);
        }
        return "`%s`, of ImageNet weights (TF-slim checkpoint, Apache-2.0).%s\nRecipe: `%s`.".formatted(command, took,
                training.getString("recipe"));
    }

    private static String teachers(JsonObject training) {
        return training.containsKey("teachers") ? training.getJsonArray("teachers").getValuesAs(JsonString::getString)
                .stream().map(" \\\n        --teacher %s"::formatted).collect(Collectors.joining()) : "";
    }

    private static String settings(JsonObject recipe) {
        StringBuilder lines = new StringBuilder("       ");
        int start = 0;
        for (var setting : recipe.entrySet()) {
            String option = " --set %s=%s".formatted(setting.getKey(), setting.getValue());
            if (lines.length() - start + option.length() > 100) {
                lines.append(" \\\n       ");
                start = lines.length();
            }
            lines.append(option);
        }
        return lines.toString();
    }
}
