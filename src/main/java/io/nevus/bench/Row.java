package io.nevus.bench;

import java.util.List;
import java.util.Locale;

/**
 * A line of the table.
 *
 * @param values of the rounds
 * @param detail what the ratio was made of
 */
record Row(Benchmark benchmark, Sample values, String detail) {
    private static final String HEAD = """
            | figure | measured | rounds | floor | goal | met | of |
            |---|---|---|---|---|---|---|
            """;

    static String table(List<Row> rows) {
        var table = new StringBuilder(HEAD);
        rows.forEach(row -> table.append(row.line()));
        return table.toString();
    }

    /** Judged is what is printed. */
    private String line() {
        String measured = number(values.median());
        return "| %s | %s | %s to %s | %s | %s | %s | %s |%n".formatted(benchmark.title(), measured,
                number(values.least()), number(values.greatest()), number(benchmark.floor()), number(benchmark.goal()),
                benchmark.met(Double.parseDouble(measured)), detail);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
