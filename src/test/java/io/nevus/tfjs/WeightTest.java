package io.nevus.tfjs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.TensorProto;

/** Each way to store a number, byte by byte. */
class WeightTest {

    private static final String AFFINE = "\"quantization\":{\"dtype\":\"%s\",\"scale\":0.5,\"min\":-10}";

    private static TensorProto decode(String dtype, String more, int... stored) {
        ByteBuffer bytes = ByteBuffer.allocate(stored.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : stored) {
            bytes.put((byte) value);
        }
        String json = "{\"name\":\"w\",\"shape\":[2],\"dtype\":\"%s\"%s}".formatted(dtype, more.isEmpty() ? "" : "," + more);
        Weight weight = Weight.of(Json.createReader(new StringReader(json)).readObject());
        assertEquals(stored.length, weight.bytes());
        return weight.decode(bytes.flip());
    }

    private static float[] floats(TensorProto tensor) {
        float[] floats = new float[2];
        tensor.getTensorContent().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
        return floats;
    }

    private static int[] integers(TensorProto tensor) {
        int[] integers = new int[2];
        tensor.getTensorContent().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(integers);
        return integers;
    }

    @Test
    void plain() {
        assertArrayEquals(new float[] {1, -2}, floats(decode("float32", "", 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0)));
        assertArrayEquals(new int[] {1, -2}, integers(decode("int32", "", 1, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff)));
        assertArrayEquals(new byte[] {1, 0}, decode("bool", "", 1, 0).getTensorContent().toByteArray());
    }

    @Test
    void affine() {
        assertArrayEquals(new float[] {-10, 117.5f}, floats(decode("float32", AFFINE.formatted("uint8"), 0, 255)));
        assertArrayEquals(new float[] {-9.5f, 32757.5f},
                floats(decode("float32", AFFINE.formatted("uint16"), 1, 0, 255, 255)));
        assertArrayEquals(new int[] {-9, 118}, integers(decode("int32", AFFINE.formatted("uint8"), 1, 255)));
    }

    @Test
    void half() {
        assertArrayEquals(new float[] {1.5f, -0.000061035156f},
                floats(decode("float32", "\"quantization\":{\"dtype\":\"float16\"}", 0, 0x3e, 0, 0x84)));
    }
}
