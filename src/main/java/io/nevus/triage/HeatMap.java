package io.nevus.triage;

import java.util.List;

/**
 * Where the network looked: its class-activation map over the whole picture as it is displayed.
 *
 * @param values row by row from the top left corner, each from 0 (no evidence) to 1 (the strongest in this picture)
 */
public record HeatMap(int rows, int columns, List<Double> values) {

    public HeatMap {
        values = List.copyOf(values);
        if (values.size() != rows * columns) {
            throw new IllegalArgumentException("%d values do not fill %d x %d".formatted(values.size(), rows, columns));
        }
    }
}
