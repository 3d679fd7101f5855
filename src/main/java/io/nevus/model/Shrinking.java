package io.nevus.model;

import io.nevus.picture.Picture;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;

/**
 * Which big JPEGs a network needs only a half, a quarter or an eighth of, so that libjpeg need not compute every pixel:
 * of 12 megapixels a quarter takes two thirds of the time, and a sixteenth of the memory.
 *
 * @param pixels the graph's tensor of decoded pixels
 * @param square the graph's tensor of what it averages them to
 * @param side   of the square
 */
record Shrinking(String pixels, String square, int side) {

    /** Between two and four pixels are left to average for each one that is judged. */
    private static final int LEFT = 2;
    /** What libjpeg can divide by, besides 1. */
    static final List<Integer> RATIOS = List.of(8, 4, 2);

    /** Empty for a graph that picks single pixels, which an average would change, and for one that is not ours. */
    static Optional<Shrinking> of(Graph graph) {
        return only(graph, "ScaleAndTranslate").flatMap(averaging -> only(graph, "DecodeJpeg")
                .map(decoding -> new Shrinking(decoding.name() + ":0", averaging.name() + ":0",
                        (int) averaging.output(0).shape().get(1))))
                .filter(shrinking -> shrinking.side > 0);
    }

    private static Optional<GraphOperation> only(Graph graph, String type) {
        GraphOperation found = null;
        for (Iterator<GraphOperation> all = graph.operations(); all.hasNext(); ) {
            GraphOperation next = all.next();
            if (next.type().equals(type)) {
                if (found != null) {
                    return Optional.empty();
                }
                found = next;
            }
        }
        return Optional.ofNullable(found);
    }

    /** By what to divide width and height, 1 for not at all. */
    int ratio(Picture picture) {
        if (picture.format() != Picture.Format.JPEG) {
            return 1;
        }
        int shorter = Math.min(picture.width(), picture.height());
        return RATIOS.stream().filter(ratio -> shorter / ratio >= LEFT * side).findFirst().orElse(1);
    }
}
