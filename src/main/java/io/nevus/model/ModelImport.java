package io.nevus.model;

import io.nevus.tfjs.GraphModel;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;

/** Makes model directories of TensorFlow.js graph models. */
public final class ModelImport {

    private static final String README = "README.md";
    private static final String PIXELS = "pixels";
    private static final String PREFIX = "network/";

    private ModelImport() {
    }

    /**
     * @param location of a model.json: a path, or an http(s) or gs address
     * @param out      a new or empty directory
     * @throws ModelException when the model cannot be read, understood, run or written
     */
    public static ModelCard convert(String location, Path out) {
        try {
            if (Files.exists(out) && !(Files.isDirectory(out) && isEmpty(out))) {
                throw new ModelException("%s is there already: name a new or empty directory".formatted(out));
            }
            return write(TfjsSource.read(location).model(), out);
        } catch (IOException e) {
            throw new ModelException("Cannot write the model to %s: %s".formatted(out, e), e);
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    static ModelCard write(GraphModel model, Path out) throws IOException {
        Files.createDirectories(out);
        try {
            writeGraph(model, out);
            JsonObject card = card(model, probability(out), out);
            Files.writeString(out.resolve(README), ImportReadme.of(card));
            ModelCard.write(out, Json.createObjectBuilder(card).add("files", Json.createObjectBuilder()
                    .add(ServingFile.NAME, Digests.sha256(out.resolve(ServingFile.NAME)))
                    .add(README, Digests.sha256(out.resolve(README)))).build());
            return ModelCard.read(out);
        } catch (ModelException e) {
            Files.deleteIfExists(out.resolve(ServingFile.NAME));
            throw e;
        }
    }

    private static void writeGraph(GraphModel model, Path out) throws IOException {
        try (Graph front = new Graph(); Graph whole = new Graph()) {
            Ops tf = Ops.create(front);
            Operand<TString> picture = tf.withName(ServingFile.PICTURE).placeholder(TString.class);
            Operand<TInt32> orientation = tf.withName(ServingFile.ORIENTATION).placeholder(TInt32.class);
            Operand<TFloat32> square = Decoding.pixels(tf, picture, orientation, model.size(), Resizing.NEAREST);
            tf.withName(PIXELS).expandDims(square, tf.constant(0));
            GraphDef graph = model.behind(front.toGraphDef(), PIXELS, PREFIX);
            whole.importGraphDef(graph);
            ServingFile.write(out, whole, Map.of(Network.PROBABILITY, whole.outputOrThrow(PREFIX + model.output())));
        } catch (RuntimeException e) {
            throw unfit(e);
        }
    }

    private static double probability(Path out) {
        try (Network network = Network.load(out)) {
            double probability = network.probability(SavedModel.builtInPicture());
            if (Double.isNaN(probability)) {
                throw new ModelException("The model gives no number for the built-in picture: its weights are damaged");
            }
            return probability;
        } catch (ModelException e) {
            throw e;
        } catch (RuntimeException e) {
            throw unfit(e);
        }
    }

    /** TensorFlow names the node, but goes on for many lines. */
    private static ModelException unfit(RuntimeException e) {
        return new ModelException("TensorFlow cannot run the model: %s"
                .formatted(String.valueOf(e.getMessage()).lines().findFirst().orElse("")), e);
    }

    private static JsonObject card(GraphModel model, double probability, Path out) throws IOException {
        return Json.createObjectBuilder()
                .add("kind", OneProbability.KIND)
                .add("version", Digests.sha256(out.resolve(ServingFile.NAME)).substring(0, 12))
                .add("inputSize", model.size())
                .add("threshold", OneProbability.THRESHOLD)
                .add("convertedBy", model.convertedBy())
                .add("selfTest", Json.createObjectBuilder().add(Network.PROBABILITY, probability))
                .build();
    }
}
