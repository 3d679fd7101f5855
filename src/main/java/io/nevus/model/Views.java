package io.nevus.model;

import io.nevus.picture.Picture;
import io.nevus.triage.Reading;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How many flips and turns of each picture the network looks at, to average what it says of them. Each costs a run.
 *
 * @param count 1, 2 (as it is and mirrored), 4 (all flips) or 8 (all flips and quarter turns); with any of them a
 *              picture is judged as its copy that is flipped or turned likewise
 */
public record Views(int count) {

    private static final List<Integer> COUNTS = List.of(1, 2, 4, 8);
    public static final Views ONE = new Views(1);

    /** @throws IllegalArgumentException saying which counts there are */
    public Views {
        if (!COUNTS.contains(count)) {
            throw wrong(String.valueOf(count));
        }
    }

    /** @throws IllegalArgumentException saying which counts there are */
    public static Views of(String count) {
        return COUNTS.stream().filter(known -> known.toString().equals(count.strip())).findFirst()
                .map(Views::new).orElseThrow(() -> wrong(count));
    }

    private static IllegalArgumentException wrong(String count) {
        return new IllegalArgumentException("must be 1, 2, 4 or 8, not '%s'".formatted(count));
    }

    /**
     * What the network says on average; the activations are those of the upright picture.
     *
     * @throws org.tensorflow.exceptions.TFInvalidArgumentException when the picture cannot be decoded
     */
    public Reading read(Network network, Picture picture) {
        return mean(orientations().map(view -> read(network, picture, view)).toList());
    }

    /** The mean probability, not that of the mean logit: it is the only number there is, and may be 0 or 1. */
    double probability(Network network, Picture picture) {
        return orientations().mapToDouble(view -> network.probability(seen(picture, view))).average().orElseThrow();
    }

    private Stream<Orientation> orientations() {
        return IntStream.rangeClosed(1, count).mapToObj(Orientation::of);
    }

    /** Of one view, with its activations turned back. */
    static Reading read(Network network, Picture picture, Orientation view) {
        Reading reading = network.read(seen(picture, view));
        Orientation back = view.undone();
        int rows = back.rows(reading.rows(), reading.columns());
        return new Reading(reading.logits(), back.turn(reading.activations(), reading.rows(), reading.columns()),
                rows, reading.rows() * reading.columns() / rows, reading.quality(), reading.strangeness());
    }

    private static Picture seen(Picture picture, Orientation view) {
        return new Picture(picture.bytes(), picture.format(), picture.width(), picture.height(),
                Orientation.of(picture.orientation()).then(view).number());
    }

    /** Light and sharpness are the same in all views. The mean strangeness is that of one view with less noise. */
    private static Reading mean(List<Reading> views) {
        Reading first = views.getFirst();
        return new Reading(mean(views, Reading::logits), mean(views, Reading::activations), first.rows(),
                first.columns(), first.quality(),
                views.stream().mapToDouble(Reading::strangeness).average().orElseThrow());
    }

    private static float[] mean(List<Reading> views, Function<Reading, float[]> values) {
        float[] mean = new float[values.apply(views.getFirst()).length];
        for (int i = 0; i < mean.length; i++) {
            int place = i;
            mean[i] = (float) views.stream().mapToDouble(view -> values.apply(view)[place]).average().orElseThrow();
        }
        return mean;
    }
}
