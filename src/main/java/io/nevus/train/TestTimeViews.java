package io.nevus.train;

import io.nevus.model.Network;
import io.nevus.model.Views;
import io.nevus.picture.Inspection;
import io.nevus.picture.Picture;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a model gains by looking at more views of each picture, and what they cost.
 *
 * @param gains the figures less those of one view, with intervals over the same resamples
 * @param cost  how many times the processor time of one view
 */
record TestTimeViews(Views views, int pictures, Map<Figure, Estimate> figures, Map<Figure, Estimate> gains,
                     double cost) {

    /** One is what the others are compared with. */
    static final List<Views> COMPARED = Stream.of(1, 4, 8).map(Views::new).toList();
    private static final int TIMED = 20;
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    /** @param progress told of each picture and views, by any thread */
    static List<TestTimeViews> compare(LoadedModel model, List<Example> examples, ServingPath.Source source,
                                       Bootstrap bootstrap, Runnable progress) throws IOException {
        double[] costs = costs(model.network(), examples, source);
        List<Scores> scores = COMPARED.stream().map(views -> Scores.of(
                ServingPath.read(model.network(), views, examples, source, progress), model.card().triage())).toList();
        return IntStream.range(0, costs.length).mapToObj(i -> new TestTimeViews(COMPARED.get(i), scores.get(i).size(),
                Evaluation.figures(scores.get(i), bootstrap),
                Evaluation.differences(scores.get(i), scores.getFirst(), bootstrap), costs[i])).toList();
    }

    private static double[] costs(Network network, List<Example> examples, ServingPath.Source source)
            throws IOException {
        double[] times = new double[COMPARED.size()];
        for (Example example : examples.subList(0, Math.min(TIMED, examples.size()))) {
            if (Inspection.of(source.bytes(example)) instanceof Inspection.Safe(Picture picture)) {
                Arrays.setAll(times, i -> times[i] + time(network, COMPARED.get(i), picture));
            }
        }
        return Arrays.stream(times).map(time -> time / times[0]).toArray();
    }

    /** Of the processor, whatever else it does: TensorFlow works in the thread that calls it. */
    private static double time(Network network, Views views, Picture picture) {
        long start = CLOCK.getCurrentThreadCpuTime();
        views.read(network, picture);
        return CLOCK.getCurrentThreadCpuTime() - start;
    }
}
