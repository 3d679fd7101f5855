package io.nevus.train;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A change to a base recipe, whose worth is to be measured or by which a teacher is trained.
 *
 * @param changes values by their setting; {@value #EXTRA} is 0 to train without the extra pictures
 */
public record Trial(Map<String, Double> changes) {

    static final String BASE = "base recipe";
    static final String EXTRA = "extra";
    private static final String SEED = "seed";
    private static final String HELD_OUT = "held-out";
    private static final int MOST_CHANGES = 6;

    /** @throws TrainingException when it changes too much to learn anything from */
    public Trial {
        if (changes.size() > MOST_CHANGES) {
            throw new TrainingException("A trial may change %d settings, not %d".formatted(MOST_CHANGES,
                    changes.size()));
        }
        changes = new TreeMap<>(changes);
    }

    /**
     * Reads changes such as {@code mixup=0.2,damage=0}.
     *
     * @throws TrainingException naming what is wrong
     */
    public static Trial of(String text) {
        Map<String, Double> changes = new TreeMap<>();
        for (String change : text.strip().split("[,\\s]+")) {
            String[] sides = change.split("=", 2);
            try {
                if (changes.put(sides[0], Double.valueOf(sides[1])) != null) {
                    throw new TrainingException("The trial '%s' sets %s twice".formatted(text, sides[0]));
                }
            } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
                throw new TrainingException("The trial '%s' must be such as learning-rate=6e-4 or mixup=0.2,damage=0"
                        .formatted(text), e);
            }
        }
        return new Trial(changes);
    }

    /** One change at a time, around the base; the last one changes chance alone. */
    static List<Trial> standard(Recipe base) {
        return Stream.of(
                Map.of("learning-rate", Math.min(1, 2 * base.learningRate())),
                Map.of("learning-rate", base.learningRate() / 2),
                Map.of("balance", 0.0), Map.of("balance", 1.0),
                Map.of("label-smoothing", 0.0), Map.of("label-smoothing", 0.1),
                Map.of("mixup", 0.2), Map.of("damage", 0.0), Map.of("decay", 0.1),
                Map.of("size", Math.min(512.0, base.size() + 32), "judged-size",
                        Math.min(512.0, base.judgedSize() + 32)),
                Map.of(EXTRA, 0.0), Map.of(SEED, base.seed() + 1.0)).map(Trial::new).toList();
    }

    /** @throws TrainingException when it names no setting, or a value that cannot be */
    Recipe recipe(Recipe base) {
        Recipe recipe = base;
        for (var change : changes.entrySet()) {
            switch (change.getKey()) {
                case EXTRA -> check(change.getValue() == 0 || change.getValue() == 1, "extra must be 0 or 1");
                case HELD_OUT -> check(false, "held-out must be the same for all trials");
                default -> recipe = recipe.with(change.getKey(), change.getValue());
            }
        }
        return recipe;
    }

    private static void check(boolean right, String rule) {
        if (!right) {
            throw new TrainingException("Impossible trial: " + rule);
        }
    }

    boolean withExtra() {
        return changes.getOrDefault(EXTRA, 1.0) == 1;
    }

    boolean withoutExtra() {
        return changes.getOrDefault(EXTRA, 0.0) == 0;
    }

    /** Whether it tells how far chance alone moves the figures. */
    boolean changesSeedAlone() {
        return changes.keySet().equals(Set.of(SEED));
    }

    String name() {
        return changes.isEmpty() ? BASE : changes.entrySet().stream()
                .map(change -> change.getKey() + "=" + told(change.getValue())).collect(Collectors.joining(","));
    }

    private static String told(double value) {
        return value == (long) value ? String.valueOf((long) value)
                : BigDecimal.valueOf(value).stripTrailingZeros().toString();
    }
}
