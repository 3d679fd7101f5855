package io.nevus.model;

import io.nevus.picture.Picture;
import io.nevus.triage.Reading;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/** The TensorFlow session of a model directory's graph: a picture's bytes in, numbers out. Safe for many threads. */
public final class Network implements AutoCloseable {

    /** The output of models with a single one. */
    static final String PROBABILITY = "probability";

    private final Graph graph;
    private final Session session;
    private final MetaGraphDef description;
    private final SignatureDef signature;
    private final Optional<Shrinking> shrinking;
    private final ScaledDecoder decoder;

    private Network(Graph graph, Session session, MetaGraphDef description) {
        this.graph = graph;
        this.session = session;
        this.description = description;
        this.signature = description.getSignatureDefOrThrow(ServingFile.SIGNATURE);
        this.shrinking = Shrinking.of(graph);
        this.decoder = new ScaledDecoder(config());
    }

    /** @throws ModelException when TensorFlow cannot read the directory */
    public static Network load(Path directory) {
        try {
            SavedModelBundle bundle = SavedModelBundle.loader(directory.toString()).withConfigProto(config()).load();
            return new Network(bundle.graph(), bundle.session(), bundle.metaGraphDef());
        } catch (RuntimeException e) {
            throw new ModelException("TensorFlow cannot load the model: " + e.getMessage(), e);
        }
    }

    /**
     * The same network with its later convolutions in bfloat16; empty when it has none.
     *
     * @param first  share of them that stays as it is
     * @param sample a picture, for the usual sizes of what they take
     */
    Optional<Network> inBfloat16(double first, Picture sample) {
        return Bfloat16.convert(description.getGraphDef(), first, names -> means(sample, names)).map(converted -> {
            Graph fast = new Graph();
            try {
                fast.importGraphDef(converted);
                return new Network(fast, new Session(fast, config()), description);
            } catch (RuntimeException e) {
                fast.close();
                throw e;
            }
        });
    }

    /** One thread inside an operation, as the callers already keep every core busy; more only wait for each other. */
    private static ConfigProto config() {
        return ConfigProto.newBuilder().setIntraOpParallelismThreads(1).setInterOpParallelismThreads(-1).build();
    }

    /**
     * Logits, class-activation map, quality and strangeness, of a graph that has them.
     *
     * @throws org.tensorflow.exceptions.TFInvalidArgumentException when the picture cannot be decoded
     */
    public Reading read(Picture picture) {
        return outputs(picture, List.of("logits", "activations", "quality", "strangeness"), result -> {
            TFloat32 activations = (TFloat32) result.get(1);
            float[] quality = floats(result.get(2));
            return new Reading(floats(result.get(0)), floats(activations),
                    (int) activations.shape().get(0), (int) activations.shape().get(1),
                    new Reading.Quality(quality[0], quality[1], quality[2], quality[3] / density(picture)),
                    floats(result.get(3))[0]);
        });
    }

    /**
     * Pixels of the picture for each that the network sees, at most 1: if there are fewer, they are blown up, which divides
     * the Laplacian by as much.
     */
    private double density(Picture picture) {
        return shrinking.map(s -> Math.min(1, (double) picture.width() * picture.height() / (s.side() * s.side()))).orElse(1.0);
    }

    /**
     * The only number of a graph that gives nothing else.
     *
     * @throws ModelException when there are more
     * @throws org.tensorflow.exceptions.TFInvalidArgumentException when the picture cannot be decoded
     */
    double probability(Picture picture) {
        float[] numbers = outputs(picture, List.of(PROBABILITY), result -> floats(result.get(0)));
        if (numbers.length != 1) {
            throw new ModelException("The model gives %d numbers, but must give one probability".formatted(numbers.length));
        }
        return numbers[0];
    }

    /** Of the channels of tensors [.., channels]. */
    private List<float[]> means(Picture picture, List<String> tensors) {
        return run(picture, tensors, result -> IntStream.range(0, tensors.size()).mapToObj(i -> {
            Tensor tensor = result.get(i);
            return means(floats(tensor), (int) tensor.shape().get(-1));
        }).toList());
    }

    private static float[] means(float[] values, int channels) {
        float[] means = new float[channels];
        for (int i = 0; i < values.length; i++) {
            means[i % channels] += values[i] * channels / values.length;
        }
        return means;
    }

    private <T> T outputs(Picture picture, List<String> names, Function<Result, T> reader) {
        return run(picture, names.stream().map(name -> signature.getOutputsOrThrow(name).getName()).toList(), reader);
    }

    private <T> T run(Picture picture, List<String> tensors, Function<Result, T> reader) {
        Session.Runner runner = session.runner();
        tensors.forEach(runner::fetch);
        if (shrinking.isEmpty()) {
            try (TString bytes = bytes(picture)) {
                return run(runner.feed(input(ServingFile.PICTURE), bytes), picture.orientation(), reader);
            }
        }
        try (TFloat32 square = square(picture, shrinking.get())) {
            return run(runner.feed(shrinking.get().square(), square), picture.orientation(), reader);
        }
    }

    private TFloat32 square(Picture picture, Shrinking rule) {
        try (Result decoded = decode(picture, rule)) {
            return Averaging.square((TUint8) decoded.get(0), rule.side());
        }
    }

    private Result decode(Picture picture, Shrinking rule) {
        int ratio = rule.ratio(picture);
        if (ratio > 1) {
            return decoder.decode(picture, ratio);
        }
        try (TString bytes = bytes(picture)) {
            return session.runner().feed(input(ServingFile.PICTURE), bytes).fetch(rule.pixels()).run();
        }
    }

    private static TString bytes(Picture picture) {
        return TString.tensorOfBytes(NdArrays.scalarOfObject(picture.bytes()));
    }

    private <T> T run(Session.Runner runner, int orientation, Function<Result, T> reader) {
        try (TInt32 fed = TInt32.scalarOf(orientation);
             Result result = runner.feed(input(ServingFile.ORIENTATION), fed).run()) {
            return reader.apply(result);
        }
    }

    private String input(String name) {
        return signature.getInputsOrThrow(name).getName();
    }

    /** The values of a float32 tensor, in row-major order. */
    public static float[] floats(Tensor tensor) {
        float[] values = new float[Math.toIntExact(tensor.size())];
        tensor.asRawTensor().data().asFloats().read(values);
        return values;
    }

    @Override
    public void close() {
        decoder.close();
        session.close();
        graph.close();
    }
}
