package io.nevus.tfjs;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/** How a test model's float weights are written: as tensorflowjs_converter does with --quantize_... */
public enum Quantised {
    NOT, UINT8, UINT16, FLOAT16;

    /** Adds what the manifest must say, and gives the bytes of the shards. */
    byte[] write(float[] values, JsonObjectBuilder entry) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        switch (this) {
            case NOT -> bytes.asFloatBuffer().put(values);
            case FLOAT16 -> {
                for (float value : values) {
                    bytes.putShort(Float.floatToFloat16(value));
                }
                entry.add("quantization", Json.createObjectBuilder().add("dtype", "float16"));
            }
            case UINT8 -> affine(values, entry, bytes, 255);
            case UINT16 -> affine(values, entry, bytes, 65535);
        }
        byte[] written = new byte[this == NOT ? 4 * values.length : bytes.position()];
        bytes.rewind().get(written);
        return written;
    }

    private void affine(float[] values, JsonObjectBuilder entry, ByteBuffer bytes, int steps) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (float value : values) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        double scale = max > min ? (max - min) / steps : 1;
        for (float value : values) {
            long number = Math.round((value - min) / scale);
            if (this == UINT8) {
                bytes.put((byte) number);
            } else {
                bytes.putShort((short) number);
            }
        }
        entry.add("quantization", Json.createObjectBuilder().add("dtype", name().toLowerCase(Locale.ROOT))
                .add("scale", scale).add("min", min));
    }
}
