package io.nevus.model;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** The saved_model.pb of a model directory, whose weights are constants of its graph: there is no variables folder. */
public final class ServingFile {

    public static final String NAME = "saved_model.pb";
    /** A graph's two inputs: a picture's bytes, and its EXIF orientation (int32, 1 to 8). */
    public static final String PICTURE = "picture";
    public static final String ORIENTATION = "orientation";
    static final String SIGNATURE = "serving_default";

    private ServingFile() {
    }

    /** Writes a graph whose placeholders have the names of the inputs; the same graph gives the same bytes. */
    public static void write(Path directory, Graph graph, Map<String, Operand<?>> outputs) throws IOException {
        SignatureDef.Builder signature = SignatureDef.newBuilder().setMethodName("tensorflow/serving/predict");
        List.of(PICTURE, ORIENTATION).forEach(name -> signature.putInputs(name, info(graph.outputOrThrow(name))));
        outputs.forEach((name, operand) -> signature.putOutputs(name, info(operand)));
        SavedModel model = SavedModel.newBuilder().setSavedModelSchemaVersion(1)
                .addMetaGraphs(MetaGraphDef.newBuilder()
                        .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags("serve"))
                        .setGraphDef(graph.toGraphDef())
                        .putSignatureDef(SIGNATURE, signature.build()))
                .build();
        try (OutputStream file = Files.newOutputStream(directory.resolve(NAME))) {
            CodedOutputStream coded = CodedOutputStream.newInstance(file);
            coded.useDeterministicSerialization();
            model.writeTo(coded);
            coded.flush();
        }
    }

    private static TensorInfo info(Operand<?> operand) {
        Output<?> output = operand.asOutput();
        return TensorInfo.newBuilder().setName(output.op().name() + ":" + output.index())
                .setDtype(output.dataType())
                .setTensorShape(TensorShapeProto.newBuilder().setUnknownRank(true)).build();
    }
}
