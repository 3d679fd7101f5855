package io.nevus.tfjs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/** What is read of a model.json, and what is said of one that cannot be. */
class GraphModelTest {

    private static final int SHARD = 900;

    @TempDir
    private Path folder;
    private Path modelJson;

    @BeforeEach
    void write() throws IOException {
        modelJson = TfjsWriter.write(folder, TestModels.likeTheCourses(61), Quantised.UINT8, SHARD);
    }

    private GraphModel read() throws IOException {
        return GraphModel.read(Files.readAllBytes(modelJson), name -> Files.readAllBytes(folder.resolve(name)));
    }

    private String fault(UnaryOperator<String> damage) throws IOException {
        String json = Files.readString(modelJson);
        String damaged = damage.apply(json);
        assertFalse(json.equals(damaged), "nothing was damaged");
        Files.writeString(modelJson, damaged);
        return fault();
    }

    private String fault() {
        String message = assertThrows(TfjsException.class, this::read).getMessage();
        assertEquals(1, message.lines().count(), message);
        return message;
    }

    private static void says(String fault, String... words) {
        for (String word : words) {
            assertTrue(fault.contains(word), fault);
        }
    }

    @Test
    void isMadeOfOperationsThatTensorFlowKnows() throws IOException {
        String json = Files.readString(modelJson);
        says(json, "_FusedConv2D", "FusedDepthwiseConv2dNative", "_FusedMatMul");
        GraphModel model = read();
        assertEquals(61, model.size());
        assertEquals("TensorFlow.js Converter v4.15.0", model.convertedBy());
        List<String> ops = model.nodes().stream().map(NodeDef::getOp).distinct().toList();
        assertTrue(ops.stream().noneMatch(op -> op.contains("Fused")), ops.toString());
        assertTrue(ops.containsAll(List.of("Conv2D", "DepthwiseConv2dNative", "MatMul", "BiasAdd", "Relu6")), ops.toString());
    }

    @Test
    void readsModelsWithoutASignatureAsOldConvertersWroteThem() throws IOException {
        Files.writeString(modelJson, Files.readString(modelJson).replaceFirst("\"signature\"", "\"was\""));
        assertEquals(TestModels.INPUT, read().input());
        assertEquals(TestModels.OUTPUT, read().output());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{}", "null", "{\"modelTopology\":7,\"weightsManifest\":[]}",
            "{\"modelTopology\":{\"node\":7},\"weightsManifest\":[]}",
            "{\"modelTopology\":{\"node\":[]},\"weightsManifest\":[]}"})
    void otherFilesAreTold(String json) throws IOException {
        Files.writeString(modelJson, json);
        fault();
    }

    @Test
    void deepNestingIsNoCrash() throws IOException {
        Files.writeString(modelJson, "{\"modelTopology\":" + "[".repeat(100_000));
        fault();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"format\":\"layers-model\",\"modelTopology\":{},\"weightsManifest\":[]}",
            "{\"modelTopology\":{\"model_config\":{}},\"weightsManifest\":[]}"})
    void aLayersModelIsToldApart(String json) throws IOException {
        Files.writeString(modelJson, json);
        says(fault(), "layers-model", "--output_format=tfjs_graph_model");
    }

    @Test
    void unknownOperationsAreAllNamed() throws IOException {
        says(fault(json -> json.replace("\"op\":\"Sigmoid\"", "\"op\":\"WriteFile\"")
                .replace("\"op\":\"MaxPool\"", "\"op\":\"MyPool\"")), "MyPool, WriteFile");
    }

    @Test
    void aMissingShardIsNamed() throws IOException {
        Files.delete(folder.resolve(firstShard()));
        says(fault(), firstShard(), "beside model.json");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, SHARD - 1, SHARD + 1})
    void aShardOfWrongSizeIsNamed(int size) throws IOException {
        Path shard = folder.resolve(firstShard());
        Files.write(shard, Arrays.copyOf(Files.readAllBytes(shard), size));
        says(fault(), firstShard() + " " + size);
    }

    private String firstShard() throws IOException {
        Matcher shard = Pattern.compile("group1-shard1of[2-9]\\.bin").matcher(Files.readString(modelJson));
        assertTrue(shard.find(), "there must be several");
        return shard.group();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "dtype":"float32"          | "dtype":"complex64"    | complex64
            "dtype":"uint8"            | "dtype":"uint4"        | uint4
            "scale":                   | "stairs":              | scale
            "shape":[]                 | "shape":[-3]           | [-3]
            "shape":[]                 | "shape":[4000000000,4000000000,4000000000] | 4000000000
            "shape":[]                 | "shape":[2000000000]   | at most 500000000
            "name":"Const","shape"     | "name":"Other","shape" | lacks the weight Const
            "op":"Sigmoid"             | "op":"Relu"            | ends in Relu
            "op":"Sigmoid"             | "op":"Softmax"         | softmax
            "input":["Sigmoid"]        | "input":["Nothing"]    | no node Nothing
            {"size":"61"},{"size":"3"} | {"size":"61"},{"size":"1"} | [-1, 61, 61, 1]
            {"size":"61"},{"size":"3"} | {"size":"-1"},{"size":"3"} | [-1, 61, -1, 3]
            Qmlhc0FkZA==               | UHJlbHU=               | Prelu
            "outputs":{                | "outputs":{"b":{"name":"Relu6:0"}, | 2 outputs
            "input":["Sigmoid"]        | "input":["Const"]      | does not depend on its input
            "op":"Pad"                 | "op":"Placeholder"     | further input
            """, quoteCharacter = '`')
    void whatIsWrongIsNamed(String right, String wrong, String word) throws IOException {
        says(fault(json -> json.replace(right, wrong)), word);
    }

    @Test
    void shardsAreReadInTheirOrder() {
        byte[] json = """
                {"format":"graph-model","modelTopology":{"node":[
                  {"name":"w","op":"Const"},
                  {"name":"x","op":"Placeholder","attr":{"dtype":{"type":"DT_FLOAT"},"shape":{"shape":{"dim":[
                    {"size":"-1"},{"size":"2"},{"size":"2"},{"size":"3"}]}}}},
                  {"name":"y","op":"Mul","input":["x","w"],"attr":{"T":{"type":"DT_HALF"},"from_later":{"b":true}}},
                  {"name":"z","op":"Sigmoid","input":["y"],"attr":{"T":{"type":"DT_FLOAT"}}}]},
                 "weightsManifest":[{"paths":["b","a"],"weights":[{"name":"w","shape":[2],"dtype":"float32",
                   "quantization":{"dtype":"uint16","scale":0.5,"min":-1}}]}]}
                """.getBytes(StandardCharsets.UTF_8);
        GraphModel model = GraphModel.read(json, name -> name.equals("b") ? new byte[] {3, 0, 0} : new byte[] {1});
        var weight = model.nodes().getFirst().getAttrOrThrow("value").getTensor().getTensorContent()
                .asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(0.5f, weight.getFloat());
        assertEquals(127, weight.getFloat());
        NodeDef mul = model.nodes().get(2);
        assertEquals(List.of("T"), List.copyOf(mul.getAttrMap().keySet()));
        assertEquals(DataType.DT_FLOAT, mul.getAttrOrThrow("T").getType());
    }
}
