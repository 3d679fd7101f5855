package io.nevus.history;

import io.nevus.triage.Evidence;
import io.nevus.triage.LesionClass;
import io.nevus.triage.Prediction;
import io.nevus.triage.Verdict;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Predictions as rows of the table. */
final class Rows {

    private static final String COLUMNS =
            "id, created_at, verdict, malignancy, threshold, probabilities, model_version";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM prediction ";
    private static final String INSERT =
            "INSERT INTO prediction (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String NEWEST_FIRST = " ORDER BY created_at DESC, id DESC LIMIT ?";
    /** Json's static methods look their provider up at each call. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private Rows() {
    }

    static void insert(Connection connection, Prediction prediction) throws SQLException {
        execute(connection, INSERT,
                prediction.id().toString(), prediction.createdAt().toEpochMilli(), prediction.verdict().title(),
                value(prediction, Evidence::malignancy), value(prediction, Evidence::threshold),
                value(prediction, evidence -> json(evidence.probabilities())),
                value(prediction, Evidence::modelVersion));
    }

    /** A value to bind; for JDBC null is the value of what is absent. */
    private static Object value(Prediction prediction, Function<Evidence, Object> part) {
        return prediction.evidence().map(part).orElse(null);
    }

    static boolean delete(Connection connection, UUID id) throws SQLException {
        return execute(connection, "DELETE FROM prediction WHERE id = ?", id.toString()) > 0;
    }

    static Optional<Prediction> find(Connection connection, UUID id) throws SQLException {
        return query(connection, SELECT + "WHERE id = ?", id.toString()).stream().findFirst();
    }

    static List<Prediction> newest(Connection connection, int limit) throws SQLException {
        return query(connection, SELECT + NEWEST_FIRST, limit);
    }

    static List<Prediction> newest(Connection connection, int limit, History.Position after) throws SQLException {
        return query(connection, SELECT + "WHERE (created_at, id) < (?, ?)" + NEWEST_FIRST,
                after.createdAt().toEpochMilli(), after.id().toString(), limit);
    }

    private static int execute(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        }
    }

    private static List<Prediction> query(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            List<Prediction> predictions = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    predictions.add(prediction(row));
                }
            }
            return List.copyOf(predictions);
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private static Prediction prediction(ResultSet row) throws SQLException {
        String id = row.getString("id");
        try {
            return new Prediction(UUID.fromString(id), Instant.ofEpochMilli(row.getLong("created_at")),
                    Verdict.ofTitle(row.getString("verdict")), evidence(row));
        } catch (RuntimeException e) {
            throw new SQLException("The history's row '%s' is not one of Nevus".formatted(id), e);
        }
    }

    private static Optional<Evidence> evidence(ResultSet row) throws SQLException {
        double malignancy = row.getDouble("malignancy");
        return row.wasNull() ? Optional.empty() : Optional.of(new Evidence(malignancy, row.getDouble("threshold"),
                probabilities(row.getString("probabilities")), row.getString("model_version")));
    }

    private static String json(Map<LesionClass, Double> probabilities) {
        JsonObjectBuilder json = JSON.createObjectBuilder();
        probabilities.forEach((lesionClass, probability) -> json.add(lesionClass.code(), probability));
        return json.build().toString();
    }

    private static Map<LesionClass, Double> probabilities(String json) {
        Map<LesionClass, Double> probabilities = new EnumMap<>(LesionClass.class);
        JSON.createReader(new StringReader(json)).readObject().forEach((code, probability) ->
                probabilities.put(LesionClass.ofCode(code), ((JsonNumber) probability).doubleValue()));
        return probabilities;
    }
}
