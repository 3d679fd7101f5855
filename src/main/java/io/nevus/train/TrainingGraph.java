package io.nevus.train;

import io.nevus.train.MobileNetV2.Pointwise;
import io.nevus.triage.LesionClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * The graph of one training step: augment, run the network, gradients, AdamW (Loshchilov and Hutter, 2019), average.
 * State is four variables a parameter: the value, two moments and the average.
 */
final class TrainingGraph implements AutoCloseable {

    static final List<String> SLOTS = List.of("value", "first", "second", "average");
    private static final float BETA_1 = 0.9f;
    private static final float BETA_2 = 0.999f;
    private static final float EPSILON = 1e-7f;
    private static final float HEAD_RATE = 3f;
    private static final int CLASSES = LesionClass.values().length;

    final Graph graph = new Graph();
    private final Ops tf = Ops.create(graph);
    private final Recipe recipe;
    private final Map<String, Variable<TFloat32>> variables = new LinkedHashMap<>();
    private final Map<String, Placeholder<TFloat32>> loaded = new LinkedHashMap<>();

    final TrainingInput input;
    /** What else is fed for a step; see {@link Batch} for the shapes. */
    final Placeholder<TFloat32> labels = feed("labels", -1, CLASSES);
    final Placeholder<TFloat32> priors = feed("priors", -1, CLASSES);
    final Placeholder<TFloat32> rate = feed("rate");
    final Placeholder<TFloat32> betas = feed("betas", 2);
    final Operand<TFloat32> loss;
    final Op step;
    /** Sets every variable to what {@link #loaded} is fed. */
    final Op load;

    /**
     * The loss sees logits plus the logarithm of the prior by which a picture was drawn, so that the logits alone come
     * to estimate a balanced posterior (Menon et al., 2021).
     *
     * @param teachers networks whose common opinion of the very pictures the network is taught, instead of the labels
     */
    TrainingGraph(Recipe recipe, List<Weights> teachers) {
        this.recipe = recipe;
        List<Op> loads = new ArrayList<>();
        MobileNetV2.shapes().forEach((name, shape) -> SLOTS.forEach(slot -> {
            Variable<TFloat32> variable = tf.variable(Shape.of(shape), TFloat32.class);
            Placeholder<TFloat32> fed = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
            variables.put(slot + "/" + name, variable);
            loaded.put(slot + "/" + name, fed);
            loads.add(tf.assign(variable, fed));
        }));
        load = tf.withControlDependencies(loads).noOp();
        input = new TrainingInput(tf, recipe);
        MobileNetV2 network = MobileNetV2.build(tf, input.pixels(), Pointwise.PRODUCT,
                name -> tf.identity(variables.get("value/" + name)));
        Operand<TFloat32> features = tf.math.mean(network.features(), tf.array(1, 2));
        Operand<TFloat32> kept = tf.dtypes.cast(tf.math.greaterEqual(tf.random.statelessRandomUniform(
                tf.shape(features), input.seed()), tf.constant((float) recipe.dropout())), TFloat32.class);
        Operand<TFloat32> dropped = tf.math.div(tf.math.mul(features, kept), tf.constant((float) (1 - recipe.dropout())));
        Operand<TFloat32> logits = logits(dropped, "value/");
        Operand<TFloat32> logPriors = input.blended(tf.math.log(priors));
        Operand<TFloat32> targets = teachers.isEmpty() ? input.blended(labels)
                : tf.nn.softmax(tf.math.add(opinion(teachers), logPriors));
        loss = tf.math.mean(tf.nn.softmaxCrossEntropyWithLogits(tf.math.add(logits, logPriors), targets).loss(),
                tf.array(0));
        step = update();
    }

    private Placeholder<TFloat32> feed(String name, long... shape) {
        return tf.withName(name).placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
    }

    private Operand<TFloat32> logits(Operand<TFloat32> features, String slot) {
        return tf.math.add(tf.linalg.matMul(features, tf.identity(variables.get(slot + MobileNetV2.HEAD_WEIGHT))),
                tf.identity(variables.get(slot + MobileNetV2.HEAD_BIAS)));
    }

    /** The mean of the teachers' logits (Hinton et al., 2015), for pictures that all see alike (Beyer et al., 2022). */
    private Operand<TFloat32> opinion(List<Weights> teachers) {
        List<Operand<TFloat32>> logits = teachers.stream().map(weights -> Scorer.logits(tf, input.pixels(), weights)).toList();
        return tf.math.div(tf.math.addN(logits), tf.constant((float) teachers.size()));
    }

    /** All gradients are taken before any variable changes, or back-propagation would read new values. */
    private Op update() {
        List<String> names = List.copyOf(MobileNetV2.shapes().keySet());
        Gradients gradients = Gradients.create(tf.scope(), loss,
                names.stream().map(name -> variables.get("value/" + name)).toList());
        List<? extends Operand<TFloat32>> values = clipped(IntStream.range(0, names.size())
                .mapToObj(i -> gradients.<TFloat32>dy(i)).toList());
        Ops gated = tf.withControlDependencies(new ArrayList<Op>(values));
        List<Op> updates = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            updates.add(update(gated, names.get(i), values.get(i)));
        }
        return tf.withControlDependencies(updates).withName("step").noOp();
    }

    /** Shortens all gradients alike when their common norm is above the recipe's limit (Pascanu et al., 2013). */
    private List<? extends Operand<TFloat32>> clipped(List<? extends Operand<TFloat32>> gradients) {
        List<Operand<TFloat32>> halvedSquares = new ArrayList<>();
        gradients.forEach(gradient -> halvedSquares.add(tf.nn.l2Loss(gradient)));
        Operand<TFloat32> norm = tf.math.sqrt(tf.math.mul(tf.constant(2f), tf.math.addN(halvedSquares)));
        Operand<TFloat32> limit = tf.constant((float) recipe.clip());
        Operand<TFloat32> share = tf.math.div(limit, tf.math.maximum(norm, limit));
        return gradients.stream().map(gradient -> tf.math.mul(gradient, share)).toList();
    }

    private Op update(Ops gated, String name, Operand<TFloat32> gradient) {
        Variable<TFloat32> value = variables.get("value/" + name);
        Operand<TFloat32> parameterRate = MobileNetV2.isHead(name)
                ? gated.math.mul(rate, gated.constant(HEAD_RATE)) : gated.identity(rate);
        Ops decayed = gated;
        if (name.endsWith(".weight") && !name.contains("depthwise")) {
            decayed = gated.withControlDependencies(List.of(gated.assignSub(value, gated.math.mul(gated.math.mul(
                    parameterRate, gated.constant((float) recipe.decay())), gated.identity(value)))));
        }
        Op adam = decayed.train.applyAdam(value, variables.get("first/" + name), variables.get("second/" + name),
                beta(0), beta(1), parameterRate, decayed.constant(BETA_1), decayed.constant(BETA_2),
                decayed.constant(EPSILON), gradient);
        Ops after = tf.withControlDependencies(List.of(adam));
        Variable<TFloat32> average = variables.get("average/" + name);
        return after.assignSub(average, after.math.mul(after.math.sub(after.identity(average), after.identity(value)),
                after.constant((float) (1 - recipe.average()))));
    }

    private Operand<TFloat32> beta(int which) {
        return tf.reshape(tf.slice(betas, tf.array(which), tf.array(1)), tf.constant(new int[0]));
    }

    /** The powers of Adam's decays at a step, counted from 0. */
    static float[] betas(int step) {
        return new float[] {(float) Math.pow(BETA_1, step + 1), (float) Math.pow(BETA_2, step + 1)};
    }

    Map<String, Variable<TFloat32>> variables() {
        return variables;
    }

    Map<String, Placeholder<TFloat32>> loaded() {
        return loaded;
    }

    @Override
    public void close() {
        graph.close();
    }
}
