package io.nevus.train;

import io.nevus.model.Network;
import io.nevus.train.Weights.Parameter;
import io.nevus.triage.LesionClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** Runs the steps of a {@link TrainingGraph} and moves its state in and out. */
final class TrainingSession implements AutoCloseable {

    private final TrainingGraph graph;
    private final Recipe recipe;
    private final Session session;

    TrainingSession(TrainingGraph graph, Recipe recipe) {
        this.graph = graph;
        this.recipe = recipe;
        this.session = new Session(graph.graph, Sessions.config());
    }

    /** Sets every variable, by names such as {@code average/stem.bias}. */
    void load(Weights state) {
        Session.Runner runner = session.runner().addTarget(graph.load);
        List<Tensor> fed = new ArrayList<>();
        graph.loaded().forEach((name, placeholder) -> {
            Parameter parameter = state.get(name);
            fed.add(floats(parameter.values(), parameter.shape()));
            runner.feed(placeholder, fed.getLast());
        });
        runner.run().close();
        fed.forEach(Tensor::close);
    }

    Weights state() {
        Session.Runner runner = session.runner();
        graph.variables().values().forEach(runner::fetch);
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        try (var result = runner.run()) {
            int i = 0;
            for (String name : graph.variables().keySet()) {
                TFloat32 tensor = (TFloat32) result.get(i++);
                parameters.put(name, new Parameter(tensor.shape().asArray(), Network.floats(tensor)));
            }
        }
        return new Weights(parameters);
    }

    /** The part of a state that is used after training: the averaged weights, by their plain names. */
    static Weights averaged(Weights state) {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        MobileNetV2.shapes().keySet().forEach(name -> parameters.put(name, state.get("average/" + name)));
        return new Weights(parameters);
    }

    /** A state in which nothing has been learnt. */
    static Weights initial(Weights weights) {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        MobileNetV2.shapes().forEach((name, shape) -> {
            parameters.put("value/" + name, weights.get(name));
            parameters.put("first/" + name, Parameter.zeros(shape));
            parameters.put("second/" + name, Parameter.zeros(shape));
            parameters.put("average/" + name, weights.get(name));
        });
        return new Weights(parameters);
    }

    /** Does one step and returns the loss before it. */
    float step(Batch batch, int step, double learningRate) {
        int n = recipe.batch();
        try (TUint8 pictures = TUint8.tensorOf(Shape.of(n, PictureCache.SIDE, PictureCache.SIDE, 3),
                     DataBuffers.of(batch.pictures(), true, false));
             TFloat32 transforms = floats(batch.transforms(), n, Augmentation.TRANSFORM);
             TFloat32 colours = floats(batch.colours(), n, Augmentation.COLOUR);
             TFloat32 damages = floats(batch.damages(), n, Damage.NUMBERS);
             TFloat32 own = TFloat32.scalarOf(batch.own());
             TFloat32 labels = floats(batch.labels(), n, LesionClass.values().length);
             TFloat32 priors = floats(batch.priors(), n, LesionClass.values().length);
             TFloat32 rate = TFloat32.scalarOf((float) learningRate);
             TFloat32 betas = floats(TrainingGraph.betas(step), 2);
             TInt32 seed = TInt32.vectorOf((int) recipe.seed(), step);
             var result = session.runner().feed(graph.pictures, pictures).feed(graph.transforms, transforms)
                     .feed(graph.colours, colours).feed(graph.damages, damages).feed(graph.own, own)
                     .feed(graph.labels, labels).feed(graph.priors, priors).feed(graph.rate, rate)
                     .feed(graph.betas, betas).feed(graph.seed, seed)
                     .addTarget(graph.step).fetch(graph.loss).run()) {
            return ((TFloat32) result.get(0)).getFloat();
        }
    }

    private static TFloat32 floats(float[] values, long... shape) {
        return TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(values));
    }

    @Override
    public void close() {
        session.close();
    }
}
