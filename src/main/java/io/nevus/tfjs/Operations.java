package io.nevus.tfjs;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/**
 * The operations that a classifier may consist of. They are the same in TensorFlow; it knows many more, but some of those
 * read files or never end, and a model may come from anywhere.
 */
final class Operations {

    private static final Set<String> KNOWN = Stream.of("""
            Const Placeholder Identity NoOp StopGradient Cast
            Add AddV2 AddN Sub Mul Div DivNoNan RealDiv FloorDiv Neg Abs Maximum Minimum SquaredDifference
            Sqrt Rsqrt Square Pow Exp Log Log1p Erf Floor Ceil Round ClipByValue
            Relu Relu6 Elu Selu LeakyRelu Sigmoid Softmax Softplus Softsign Tanh
            Conv2D DepthwiseConv2dNative BiasAdd MatMul BatchMatMul BatchMatMulV2
            FusedBatchNorm FusedBatchNormV2 FusedBatchNormV3 LRN
            MaxPool AvgPool Mean Sum Max Min Prod All Any ArgMax
            Pad PadV2 MirrorPad Reshape Squeeze ExpandDims Transpose Shape Concat ConcatV2 Pack Unpack
            Slice StridedSlice Split SplitV GatherV2 Tile Fill ZerosLike OnesLike
            SpaceToBatchND BatchToSpaceND SpaceToDepth DepthToSpace ResizeBilinear ResizeNearestNeighbor
            Greater GreaterEqual Less LessEqual Equal NotEqual LogicalAnd LogicalOr LogicalNot Select SelectV2
            """.strip().split("\\s+")).collect(Collectors.toUnmodifiableSet());

    private static final Map<String, OpDef> DEFINITIONS = TensorFlow.registeredOpList().getOpList().stream()
            .filter(op -> KNOWN.contains(op.getName())).collect(Collectors.toMap(OpDef::getName, Function.identity()));

    private Operations() {
    }

    /** @throws TfjsException naming all that are not known */
    static void check(Iterable<NodeDef> nodes) {
        Set<String> unknown = new TreeSet<>();
        nodes.forEach(node -> {
            if (!KNOWN.contains(node.getOp()) && !Unfusing.FIRST.containsKey(node.getOp())) {
                unknown.add(node.getOp());
            }
        });
        if (!unknown.isEmpty()) {
            throw new TfjsException(("its graph uses operations that Nevus does not know (%s): it reads classifiers of "
                    + "convolutions, pooling and dense layers").formatted(String.join(", ", unknown)));
        }
    }

    /** Without attributes of other versions of TensorFlow, and with the number types that TensorFlow.js computes in. */
    static NodeDef adapted(NodeDef node) {
        NodeDef.Builder adapted = node.toBuilder().clearDevice().clearAttr().clearExperimentalDebugInfo();
        for (OpDef.AttrDef attribute : DEFINITIONS.get(node.getOp()).getAttrList()) {
            if (node.containsAttr(attribute.getName())) {
                adapted.putAttr(attribute.getName(), adapted(node.getAttrOrThrow(attribute.getName())));
            }
        }
        if (node.getOp().startsWith("FusedBatchNorm")) {
            adapted.putAttr("is_training", AttrValue.newBuilder().setB(false).build());
        }
        return adapted.build();
    }

    private static AttrValue adapted(AttrValue value) {
        return value.getValueCase() != AttrValue.ValueCase.TYPE ? value
                : value.toBuilder().setType(switch (value.getType()) {
                    case DT_HALF, DT_BFLOAT16, DT_DOUBLE -> DataType.DT_FLOAT;
                    case DT_INT64 -> DataType.DT_INT32;
                    default -> value.getType();
                }).build();
    }
}
