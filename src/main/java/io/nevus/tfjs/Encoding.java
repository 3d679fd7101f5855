package io.nevus.tfjs;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.nio.ByteBuffer;

/** How the numbers of a weight are stored: as they are, or in fewer bytes. */
sealed interface Encoding {

    /** Of each number. */
    int bytes();

    record Plain(int bytes) implements Encoding {
    }

    /** Numbers that must be computed from what is stored. */
    sealed interface Quantised extends Encoding {

        double next(ByteBuffer stored);
    }

    record Float16() implements Quantised {

        @Override
        public int bytes() {
            return Short.BYTES;
        }

        @Override
        public double next(ByteBuffer stored) {
            return Float.float16ToFloat(stored.getShort());
        }
    }

    record Affine(int bytes, double scale, double min) implements Quantised {

        @Override
        public double next(ByteBuffer stored) {
            int number = bytes == 1 ? Byte.toUnsignedInt(stored.get()) : Short.toUnsignedInt(stored.getShort());
            return number * scale + min;
        }
    }

    static Encoding of(String weight, JsonObject quantization) {
        String dtype = quantization.getString("dtype", "none");
        return switch (dtype) {
            case "uint8" -> affine(weight, Byte.BYTES, quantization);
            case "uint16" -> affine(weight, Short.BYTES, quantization);
            case "float16" -> new Float16();
            default -> throw new TfjsException(("its weight %s is quantised as %s, which is unknown: "
                    + "quantise to uint8, uint16 or float16").formatted(weight, dtype));
        };
    }

    private static Affine affine(String weight, int bytes, JsonObject quantization) {
        if (quantization.get("scale") instanceof JsonNumber scale && quantization.get("min") instanceof JsonNumber min) {
            return new Affine(bytes, scale.doubleValue(), min.doubleValue());
        }
        throw new TfjsException("its weight %s is quantised without scale and min: convert the model again"
                .formatted(weight));
    }
}
