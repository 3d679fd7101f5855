package io.nevus.train;

import io.nevus.triage.LesionClass;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Pictures that were collected together; how common a diagnosis is among them says nothing of other collections. */
final class Source {

    /** The prior of a class without pictures: its logarithm must be finite. */
    private static final float NEVER = 1e-6f;

    private final int size;
    private final Map<LesionClass, List<Example>> byClass = new EnumMap<>(LesionClass.class);
    private final float[] prior = new float[LesionClass.values().length];

    /** @param balance see {@link Recipe} */
    Source(List<Example> examples, double balance) {
        size = examples.size();
        float sum = 0;
        for (LesionClass diagnosis : LesionClass.values()) {
            List<Example> members = examples.stream().filter(e -> e.diagnosis() == diagnosis).toList();
            byClass.put(diagnosis, members);
            prior[diagnosis.ordinal()] = members.isEmpty() ? 0 : (float) Math.pow(members.size(), 1 - balance);
            sum += prior[diagnosis.ordinal()];
        }
        for (int i = 0; i < prior.length; i++) {
            prior[i] = Math.max(prior[i] / sum, NEVER);
        }
    }

    int size() {
        return size;
    }

    /** How often each class is drawn, by its ordinal; the shares add up to 1. */
    float[] prior() {
        return prior;
    }

    /**
     * One hot, but for a share that is spread over the classes that occur here: asked for a class with a prior of next to
     * nothing, the network would have to shout.
     */
    float[] label(LesionClass diagnosis, double smoothing) {
        float[] label = new float[prior.length];
        long classes = byClass.values().stream().filter(members -> !members.isEmpty()).count();
        byClass.forEach((other, members) -> label[other.ordinal()] = members.isEmpty() ? 0 : (float) (smoothing / classes));
        label[diagnosis.ordinal()] += (float) (1 - smoothing);
        return label;
    }

    Example draw(SplittableRandom random) {
        List<Example> members = byClass.get(drawClass(random));
        return members.get(random.nextInt(members.size()));
    }

    private LesionClass drawClass(SplittableRandom random) {
        double left = random.nextDouble();
        for (LesionClass diagnosis : LesionClass.values()) {
            left -= prior[diagnosis.ordinal()];
            if (left < 0 && !byClass.get(diagnosis).isEmpty()) {
                return diagnosis;
            }
        }
        return drawClass(random);
    }
}
