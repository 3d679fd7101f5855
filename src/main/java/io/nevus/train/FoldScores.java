package io.nevus.train;

import io.nevus.triage.LesionClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * What a network says of the pictures of one fold, and of those of other hospitals, on neither of which it was trained.
 *
 * @param seconds how long training and scoring took
 */
record FoldScores(List<Scored> test, List<Scored> elsewhere, double seconds) {

    private static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    private static final String SECONDS = "seconds.txt";

    /** What a network that diverged says: nothing. */
    static Scored nothing(Example example) {
        return new Scored(example, new float[LesionClass.values().length]);
    }

    /** Whether they are those of a network that diverged. */
    boolean knowsNothing() {
        return test.stream().allMatch(scored -> Arrays.equals(scored.logits(), new float[scored.logits().length]));
    }

    /** The file appears at once or not at all. */
    void write(Path csv) throws IOException {
        List<String> lines = new ArrayList<>(List.of("image_id," + String.join(",", LesionClass.codes())));
        Stream.of(test, elsewhere).flatMap(List::stream).forEach(scored -> {
            var line = new StringBuilder(scored.example().image());
            for (float logit : scored.logits()) {
                line.append(',').append(logit);
            }
            lines.add(line.toString());
        });
        Files.writeString(csv.resolveSibling(SECONDS), String.valueOf(seconds));
        Published.lines(csv, lines);
    }

    /** @throws TrainingException when the file does not hold these pictures */
    static FoldScores read(Path csv, List<Example> test, List<Example> elsewhere) {
        try (CSVParser parser = CSVParser.parse(Files.readString(csv), FORMAT)) {
            Map<String, CSVRecord> rows = parser.stream()
                    .collect(Collectors.toMap(row -> row.get(0), Function.identity()));
            return new FoldScores(scored(test, rows), scored(elsewhere, rows),
                    Double.parseDouble(Files.readString(csv.resolveSibling(SECONDS))));
        } catch (IOException | RuntimeException e) {
            throw new TrainingException("%s is damaged. Delete it, and that fold is trained again".formatted(csv), e);
        }
    }

    private static List<Scored> scored(List<Example> examples, Map<String, CSVRecord> rows) {
        return examples.stream().map(example -> {
            CSVRecord row = rows.get(example.image());
            float[] logits = new float[LesionClass.values().length];
            for (int i = 0; i < logits.length; i++) {
                logits[i] = Float.parseFloat(row.get(i + 1));
            }
            return new Scored(example, logits);
        }).toList();
    }
}
