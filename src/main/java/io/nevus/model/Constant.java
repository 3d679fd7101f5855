package io.nevus.model;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * The float32 numbers of a graph's constant.
 *
 * @param sizes  of its dimensions
 * @param values in row-major order, which may be changed
 */
record Constant(long[] sizes, float[] values) {

    static boolean is(NodeDef node) {
        return node.getOp().equals("Const") && node.getAttrOrThrow("dtype").getType() == DataType.DT_FLOAT;
    }

    static Constant of(NodeDef node) {
        TensorProto tensor = node.getAttrOrThrow("value").getTensor();
        long[] sizes = tensor.getTensorShape().getDimList().stream().mapToLong(TensorShapeProto.Dim::getSize).toArray();
        float[] values = new float[Math.toIntExact(Arrays.stream(sizes).reduce(1, Math::multiplyExact))];
        if (tensor.getTensorContent().isEmpty()) {
            int listed = tensor.getFloatValCount(); // the last stands for all that follow
            for (int i = 0; i < values.length && listed > 0; i++) {
                values[i] = tensor.getFloatVal(Math.min(i, listed - 1));
            }
        } else {
            tensor.getTensorContent().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        }
        return new Constant(sizes, values);
    }

    NodeDef node(String name) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        Arrays.stream(sizes).forEach(size -> shape.addDimBuilder().setSize(size));
        ByteBuffer content = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        content.asFloatBuffer().put(values);
        return NodeDef.newBuilder().setName(name).setOp("Const")
                .putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build())
                .putAttr("value", AttrValue.newBuilder().setTensor(TensorProto.newBuilder()
                        .setDtype(DataType.DT_FLOAT).setTensorShape(shape)
                        .setTensorContent(ByteString.copyFrom(content.array()))).build()).build();
    }
}
