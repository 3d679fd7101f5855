package io.nevus.model;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes JSON for people to read. */
public final class PrettyJson {

    private PrettyJson() {
    }

    public static void write(Path file, JsonObject object) throws IOException {
        var factory = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));
        try (Writer writer = Files.newBufferedWriter(file); var json = factory.createWriter(writer)) {
            json.writeObject(object);
        }
    }

    /** To so many digits behind the point. */
    public static double rounded(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Math.round(value * scale) / scale;
    }
}
