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

/** Runs the steps of a {@link TrainingGraph} and moves its state in and out. */
final class TrainingSession implements AutoCloseable {

    private static final String AVERAGE = "average/";

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

    /** The part of a state that is used after training: the averaged parameters, by their plain names. */
    static Weights averaged(Weights state) {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        state.parameters().forEach((name, parameter) -> {
            if (name.startsWith(AVERAGE)) {
                parameters.put(name.substring(AVERAGE.length()), parameter);
            }
        });
        return new Weights(parameters);
    }

    /** A state in which nothing has been learnt. */
    static Weights initial(Weights weights) {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        weights.parameters().forEach((name, parameter) -> {
            parameters.put("value/" + name, parameter);
            parameters.put("first/" + name, Parameter.zeros(parameter.shape()));
            parameters.put("second/" + name, Parameter.zeros(parameter.shape()));
            parameters.put(AVERAGE + name, parameter);
        });
        return new Weights(parameters);
    }

    /** Does one step and returns the loss before it. */
    float step(Batch batch, int step, double learningRate) {
        int n = recipe.batch();
        try (var fed = graph.input.feed(session.runner(), batch, step);
             TFloat32 labels = floats(batch.labels(), n, LesionClass.values().length);
             TFloat32 priors = floats(batch.priors(), n, LesionClass.values().length);
             TFloat32 rate = TFloat32.scalarOf((float) learningRate);
             TFloat32 betas = floats(TrainingGraph.betas(step), 2);
             var result = fed.runner().feed(graph.labels, labels).feed(graph.priors, priors).feed(graph.rate, rate)
                     .feed(graph.betas, betas).addTarget(graph.step).fetch(graph.loss).run()) {
            return ((TFloat32) result.get(0)).getFloat();
        }
    }

    static TFloat32 floats(float[] values, long... shape) {
        return TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(values));
    }

    @Override
    public void close() {
        session.close();
    }
}
