package io.nevus.train;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Named float32 parameters, read from and written to the safetensors format: eight bytes of length, a JSON header with
 * dtype, shape and offsets, then the numbers (https://huggingface.co/docs/safetensors).
 */
record Weights(Map<String, Parameter> parameters) {

    /** The values of one parameter, in row-major order. */
    record Parameter(long[] shape, float[] values) {

        static Parameter zeros(long... shape) {
            return new Parameter(shape, new float[size(shape)]);
        }

        static int size(long[] shape) {
            return Math.toIntExact(LongStream.of(shape).reduce(1, Math::multiplyExact));
        }
    }

    Parameter get(String name) {
        Parameter parameter = parameters.get(name);
        if (parameter == null) {
            throw new TrainingException("The weights have no parameter '" + name + "'");
        }
        return parameter;
    }

    /** The same for the same values, and else most likely not. */
    int fingerprint() {
        return parameters.values().stream().mapToInt(parameter -> Arrays.hashCode(parameter.values()))
                .reduce(1, (all, next) -> 31 * all + next);
    }

    /** @throws TrainingException when the file is missing or not of this format */
    static Weights read(Path file) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            byte[] text = new byte[Math.toIntExact(bytes.getLong())];
            bytes.get(text);
            JsonObject header = Json.createReader(new ByteArrayInputStream(text)).readObject();
            ByteBuffer numbers = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
            Map<String, Parameter> parameters = new LinkedHashMap<>();
            header.keySet().stream().filter(name -> !name.equals("__metadata__"))
                    .forEach(name -> parameters.put(name, parameter(header.getJsonObject(name), numbers)));
            return new Weights(parameters);
        } catch (IOException | RuntimeException e) {
            throw new TrainingException("Cannot read the weights %s: is it a safetensors file?".formatted(file), e);
        }
    }

    private static Parameter parameter(JsonObject entry, ByteBuffer numbers) {
        if (!entry.getString("dtype").equals("F32")) {
            throw new IllegalArgumentException("dtype is not F32");
        }
        long[] shape = entry.getJsonArray("shape").stream().mapToLong(n -> Long.parseLong(n.toString())).toArray();
        float[] values = new float[Parameter.size(shape)];
        int start = entry.getJsonArray("data_offsets").getInt(0);
        numbers.slice(start, 4 * values.length).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return new Parameter(shape, values);
    }

    /** Writes beside the file first, so that a crash leaves the old one or the new one. */
    void write(Path file) {
        JsonObjectBuilder header = Json.createObjectBuilder();
        int end = 0;
        for (var entry : parameters.entrySet()) {
            int start = end;
            end += 4 * entry.getValue().values().length;
            header.add(entry.getKey(), Json.createObjectBuilder().add("dtype", "F32")
                    .add("shape", Json.createArrayBuilder(Arrays.stream(entry.getValue().shape()).boxed().toList()))
                    .add("data_offsets", Json.createArrayBuilder().add(start).add(end)));
        }
        byte[] text = header.build().toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + end).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text);
        parameters.values().forEach(parameter -> {
            bytes.asFloatBuffer().put(parameter.values());
            bytes.position(bytes.position() + 4 * parameter.values().length);
        });
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                for (bytes.flip(); bytes.hasRemaining(); ) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
