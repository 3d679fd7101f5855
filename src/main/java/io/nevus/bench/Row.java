package io.nevus.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A line of the table.
 *
 * @param values of the rounds; empty where it cannot be measured
 * @param detail what the ratio was made of, or why there is none
 */
record Row(Benchmark benchmark, Optional<Sample> values, String detail) {
    private static final String HEAD = """
            | figure | measured | rounds | floor | goal | met | of |
            |---|---|---|---|---|---|---|
            """;

    static String table(List<Row> rows) {
        var table = new StringBuilder(HEAD);
        rows.forEach(row -> table.append(row.line()));
        return table.toString();
    }

    private String line() {
        return "| %s | %s | %s | %s | %s | %s |%n".formatted(benchmark.title(),
                values.map(Row::measured).orElse("- | -"), number(benchmark.floor()), number(benchmark.goal()),
                values.map(this::met).orElse("-"), detail);
    }

    private static String measured(Sample values) {
        return "%s | %s to %s".formatted(number(values.median()), number(values.least()), number(values.greatest()));
    }

    /** Judged is what is printed. */
    private String met(Sample values) {
        return benchmark.met(Double.parseDouble(number(values.median())));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
