package io.nevus.tfjs;

import com.google.protobuf.ByteString;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** An entry of the weights manifest: what the next bytes of the shards mean. */
record Weight(String name, List<Long> shape, DataType type, Encoding encoding) {

    static Weight of(JsonObject entry) {
        String name = entry.getString("name");
        String dtype = entry.getString("dtype");
        DataType type = switch (dtype) {
            case "float32" -> DataType.DT_FLOAT;
            case "int32" -> DataType.DT_INT32;
            case "bool" -> DataType.DT_BOOL;
            default -> throw new TfjsException(("its weight %s holds %s: only float32, int32 and bool are read, "
                    + "plain or quantised").formatted(name, dtype));
        };
        JsonObject quantization = entry.getJsonObject("quantization");
        Encoding encoding = quantization == null ? new Encoding.Plain(type == DataType.DT_BOOL ? 1 : Float.BYTES)
                : Encoding.of(name, quantization);
        return new Weight(name, shape(name, entry.getJsonArray("shape")), type, encoding);
    }

    private static List<Long> shape(String name, JsonArray numbers) {
        List<Long> shape = new ArrayList<>();
        for (JsonNumber number : numbers.getValuesAs(JsonNumber.class)) {
            shape.add(number.longValueExact());
        }
        if (shape.stream().anyMatch(dimension -> dimension < 0)) {
            throw new TfjsException("its weight %s has the shape %s: convert the model again".formatted(name, shape));
        }
        return shape;
    }

    /** In the shards. */
    long bytes() {
        try {
            return shape.stream().reduce((long) encoding.bytes(), Math::multiplyExact);
        } catch (ArithmeticException e) {
            throw new TfjsException("its weight %s has the impossible shape %s".formatted(name, shape), e);
        }
    }

    /** @param stored exactly its bytes, little endian */
    TensorProto decode(ByteBuffer stored) {
        ByteBuffer values = switch (encoding) {
            case Encoding.Plain _ -> stored;
            case Encoding.Quantised quantised -> dequantised(quantised, stored);
        };
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        shape.forEach(size -> dimensions.addDimBuilder().setSize(size));
        return TensorProto.newBuilder().setDtype(type).setTensorShape(dimensions)
                .setTensorContent(ByteString.copyFrom(values)).build();
    }

    private ByteBuffer dequantised(Encoding.Quantised quantised, ByteBuffer stored) {
        ByteBuffer values = ByteBuffer.allocate(Math.multiplyExact(stored.remaining() / quantised.bytes(), Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        while (stored.hasRemaining()) {
            double value = quantised.next(stored);
            if (type == DataType.DT_INT32) {
                values.putInt((int) Math.round(value));
            } else {
                values.putFloat((float) value);
            }
        }
        return values.flip();
    }
}
