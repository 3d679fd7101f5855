package io.nevus.train;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that decides what comes out of a training run, besides the data and the first weights.
 *
 * @param size           side of the pictures while training, in pixels
 * @param judgedSize     side of the pictures when the network is used, in pixels
 * @param epochs         how many times as many pictures are drawn as there are
 * @param batch          pictures a step
 * @param learningRate   peak of a cosine after a linear warm-up
 * @param decay          decoupled weight decay of kernels, depthwise ones excepted
 * @param clip           the gradient's greatest norm: one without batch norm may run away
 * @param labelSmoothing share of the label spread over all classes
 * @param dropout        share of features left out
 * @param average        decay of the averaged weights, a step
 * @param balance        how classes are drawn: 0 as often as they come, 1 all alike, 0.5 by the root of their number
 * @param mixup          pictures are blended in pairs by shares from Beta(mixup, mixup); 0 for none
 * @param damage         how many pictures, at most half, are made worse by noise, blur, JPEG, odd light, hairs and the like
 * @param heldOut        share of pictures for calibration, and again for testing
 */
public record Recipe(int size, int judgedSize, double epochs, int batch, double learningRate, double decay,
              double clip, double labelSmoothing, double dropout, double average, double balance, double mixup, double damage,
              double heldOut, long seed) {

    static final double WARM_UP = 0.03;
    /** The network halves its input five times. */
    private static final int STRIDE = 32;

    /** @throws TrainingException naming what is out of range */
    public Recipe {
        check(size >= STRIDE && size <= 512 && size % STRIDE == 0, "size must be a multiple of 32 from 32 to 512");
        check(judgedSize >= STRIDE && judgedSize <= 512, "judged-size must be from 32 to 512");
        check(epochs > 0 && epochs <= 10_000, "epochs must be above 0 and at most 10000");
        check(batch >= 2 && batch <= 1024, "batch must be from 2 to 1024");
        check(learningRate > 0 && learningRate <= 1, "learning-rate must be above 0 and at most 1");
        check(decay >= 0 && decay <= 1, "decay must be from 0 to 1");
        check(clip > 0, "clip must be above 0");
        check(labelSmoothing >= 0 && labelSmoothing < 1, "label-smoothing must be from 0 to below 1");
        check(dropout >= 0 && dropout < 1, "dropout must be from 0 to below 1");
        check(average >= 0 && average < 1, "average must be from 0 to below 1");
        check(balance >= 0 && balance <= 1, "balance must be from 0 to 1");
        check(mixup >= 0 && mixup <= 10, "mixup must be from 0 to 10");
        check(damage >= 0 && damage <= 1, "damage must be from 0 to 1");
        check(heldOut > 0 && heldOut < 0.5, "held-out must be above 0 and below 0.5");
    }

    private static void check(boolean right, String rule) {
        if (!right) {
            throw new TrainingException("Impossible recipe: " + rule);
        }
    }

    public static Recipe standard() {
        return new Recipe(160, 224, 14, 32, 2.5e-4, 0.02, 1, 0.05, 0.2, 0.998, 0.5, 0, 1, 0.1, 1);
    }

    /** A shorter run averages over the same share of its steps: it would hold much of the first weights otherwise. */
    public Recipe lasting(double epochs) {
        double same = 1 - (1 - average) * this.epochs / epochs;
        return with("epochs", epochs).with("average", Math.clamp(Math.round(1e4 * same) / 1e4, 0, average));
    }

    /**
     * This recipe with another value.
     *
     * @param setting a component's name as it is written on a command line, such as {@code learning-rate}
     * @throws TrainingException when there is no such setting, or the value is out of range
     */
    public Recipe with(String setting, double value) {
        RecordComponent[] components = Recipe.class.getRecordComponents();
        if (Stream.of(components).noneMatch(component -> option(component).equals(setting))) {
            throw new TrainingException("There is no setting %s; there are %s".formatted(setting,
                    Stream.of(components).map(Recipe::option).collect(Collectors.joining(", "))));
        }
        Object[] values = Stream.of(components)
                .map(component -> option(component).equals(setting) ? typed(component, value) : valueOf(component))
                .toArray();
        try {
            return Recipe.class.getDeclaredConstructor(Stream.of(components).map(RecordComponent::getType)
                    .toArray(Class[]::new)).newInstance(values);
        } catch (InvocationTargetException e) {
            throw (TrainingException) e.getCause();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All settings by the names that {@link #with} takes. */
    Map<String, BigDecimal> settings() {
        Map<String, BigDecimal> settings = new LinkedHashMap<>();
        for (RecordComponent component : Recipe.class.getRecordComponents()) {
            BigDecimal value = new BigDecimal(valueOf(component).toString()).stripTrailingZeros();
            settings.put(option(component), new BigDecimal(value.toPlainString()));
        }
        return settings;
    }

    private static String option(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static Object typed(RecordComponent component, double value) {
        if (component.getType() != double.class && value != Math.rint(value)) {
            throw new TrainingException("Impossible recipe: %s must be a whole number".formatted(option(component)));
        }
        return component.getType() == int.class ? (Object) (int) value
                : component.getType() == long.class ? (Object) (long) value : (Object) value;
    }

    private Object valueOf(RecordComponent component) {
        try {
            return component.getAccessor().invoke(this);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    int steps(int examples) {
        return Math.max(1, (int) Math.round(epochs * examples / batch));
    }

    /** The learning rate of a step, counted from 0. */
    double learningRate(int step, int steps) {
        double warmUp = Math.max(1, WARM_UP * steps);
        return step < warmUp ? learningRate * (step + 1) / warmUp
                : learningRate * (1 + Math.cos(Math.PI * (step - warmUp) / (steps - warmUp))) / 2;
    }
}
