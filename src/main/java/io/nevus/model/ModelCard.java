package io.nevus.model;

import io.nevus.triage.Calibration;
import io.nevus.triage.Gate;
import io.nevus.triage.LesionClass;
import io.nevus.triage.Triage;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code card.json} says of a model.
 *
 * @param triage   calibration, threshold and gate
 * @param expected probabilities that the built-in picture must get, in the order of the classes
 * @param files    SHA-256 of every other file of the model directory
 * @param json     all of it
 */
public record ModelCard(Triage triage, List<Double> expected, Map<String, String> files, JsonObject json) {

    public static final String FILE = "card.json";

    /** @throws ModelException when it is missing or says something that cannot be */
    public static ModelCard read(Path directory) {
        Path file = directory.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new ModelException("There is no model where one should be: the directory has no %s".formatted(FILE));
        }
        try (Reader reader = Files.newBufferedReader(file)) {
            return parse(Json.createReader(reader).readObject());
        } catch (IOException | RuntimeException e) {
            throw new ModelException("The model's %s is wrong: %s".formatted(FILE, e.getMessage()), e);
        }
    }

    private static ModelCard parse(JsonObject json) {
        List<String> classes = json.getJsonArray("classes").getValuesAs(JsonString::getString);
        if (!classes.equals(LesionClass.codes())) {
            throw new IllegalArgumentException("classes must be " + LesionClass.codes());
        }
        Map<String, String> files = new LinkedHashMap<>();
        json.getJsonObject("files").forEach((name, digest) -> files.put(name, ((JsonString) digest).getString()));
        if (files.isEmpty() || files.keySet().stream().anyMatch(ModelCard::leavesDirectory)) {
            throw new IllegalArgumentException("files must name files of the model directory");
        }
        return new ModelCard(triage(json), numbers(json.getJsonObject("selfTest").getJsonArray("probabilities")),
                files, json);
    }

    private static boolean leavesDirectory(String name) {
        return Path.of(name).isAbsolute() || Path.of(name).normalize().startsWith("..");
    }

    private static Triage triage(JsonObject json) {
        double[] logPrior = numbers(json.getJsonArray("logPrior")).stream().mapToDouble(x -> x).toArray();
        double temperature = number(json, "temperature");
        double threshold = number(json, "threshold");
        if (logPrior.length != LesionClass.values().length || temperature <= 0 || threshold <= 0 || threshold >= 1) {
            throw new IllegalArgumentException("logPrior, temperature or threshold is impossible");
        }
        JsonObject gate = json.getJsonObject("gate");
        return new Triage(new Calibration(temperature, logPrior), threshold,
                new Gate(number(gate, "darkest"), number(gate, "brightest"), number(gate, "colour"),
                        number(gate, "sharpness"), number(gate, "strangeness")), json.getString("version"));
    }

    private static double number(JsonObject json, String key) {
        if (!(json.get(key) instanceof JsonNumber number)) {
            throw new IllegalArgumentException("%s must be a number".formatted(key));
        }
        return number.doubleValue();
    }

    private static List<Double> numbers(JsonArray array) {
        return array.getValuesAs(JsonValue.class).stream().map(value -> ((JsonNumber) value).doubleValue()).toList();
    }

    public String version() {
        return triage.modelVersion();
    }

    /** @throws ModelException when a file is missing or not the one that the card was written for */
    public void verify(Path directory) {
        files.forEach((name, expectedDigest) -> {
            try {
                if (!Digests.sha256(directory.resolve(name)).equals(expectedDigest)) {
                    throw new ModelException(("The model's file %s is not the one that its card was written for "
                            + "(SHA-256 differs): get the model again").formatted(name));
                }
            } catch (IOException e) {
                throw new ModelException("The model's file %s is missing or unreadable: get the model again"
                        .formatted(name), e);
            }
        });
    }
}
