package io.nevus.model;

import io.nevus.triage.Triage;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code card.json} says of a model.
 *
 * @param judge what its kind makes of the network's numbers
 * @param files SHA-256 of every other file of the model directory
 * @param json  all of it
 */
public record ModelCard(Judge judge, Map<String, String> files, JsonObject json) {

    public static final String FILE = "card.json";

    /** @throws ModelException when it is missing or says something that cannot be */
    public static ModelCard read(Path directory) {
        Path file = directory.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new ModelException("There is no model where one should be: the directory has no %s".formatted(FILE));
        }
        try {
            return parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new ModelException("The model's %s cannot be read: %s".formatted(FILE, e), e);
        }
    }

    /** @throws ModelException when it says something that cannot be */
    static ModelCard parse(byte[] bytes) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes))) {
            return parse(reader.readObject());
        } catch (RuntimeException e) {
            throw new ModelException("The model's %s is wrong: %s".formatted(FILE, e.getMessage()), e);
        }
    }

    private static ModelCard parse(JsonObject json) {
        Map<String, String> files = new LinkedHashMap<>();
        json.getOrDefault("files", JsonValue.EMPTY_JSON_OBJECT).asJsonObject()
                .forEach((name, digest) -> files.put(name, ((JsonString) digest).getString()));
        if (files.isEmpty() || files.keySet().stream().anyMatch(ModelCard::leavesDirectory)) {
            throw new IllegalArgumentException("files must name files of the model directory");
        }
        return new ModelCard(judge(json), files, json);
    }

    /** Cards without a kind were written before there was another. */
    private static Judge judge(JsonObject json) {
        return switch (json.getString("kind", SevenClasses.KIND)) {
            case SevenClasses.KIND -> SevenClasses.of(json);
            case OneProbability.KIND -> OneProbability.of(json);
            case String kind -> throw new IllegalArgumentException("kind %s is unknown".formatted(kind));
        };
    }

    private static boolean leavesDirectory(String name) {
        return Path.of(name).isAbsolute() || Path.of(name).normalize().startsWith("..");
    }

    public String version() {
        return judge.version();
    }

    /** @throws ModelException when the model has no classes, threshold and gate of ours */
    public Triage triage() {
        return switch (judge) {
            case SevenClasses classes -> classes.triage();
            case OneProbability _ -> throw new ModelException("The model gives one probability and no classes: "
                    + "name a model that was made by nevus train");
        };
    }

    /** Writes the card, which goes last into a model directory: without it there is no model. */
    public static void write(Path directory, JsonObject card) throws IOException {
        PrettyJson.write(directory.resolve(FILE), card);
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
