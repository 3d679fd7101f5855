package io.nevus.train;

import io.nevus.triage.LesionClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads tables of diagnoses: {@code image_id,dx} with or without {@code lesion_id}, as HAM10000 has it, and the one-hot
 * {@code image,MEL,NV,BCC,AKIEC,BKL,DF,VASC} of the ISIC challenges.
 */
final class Labels {

    private static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder()
            .setHeader().setSkipHeaderRecord(true).setIgnoreSurroundingSpaces(true).setIgnoreHeaderCase(true).get();

    private Labels() {
    }

    /** @throws TrainingException naming the file, the line and what is wrong */
    static List<Example> read(Path csv) {
        try (CSVParser parser = open(csv)) {
            if (!hasKnownHeader(parser)) {
                throw new TrainingException("%s, line 1: the columns must be image_id and dx, or image and %s"
                        .formatted(csv, LesionClass.codes()));
            }
            List<Example> examples = parser.stream().map(row -> example(csv, row)).toList();
            if (examples.isEmpty()) {
                throw new TrainingException("%s has no line below its header: it must list pictures".formatted(csv));
            }
            return examples;
        } catch (NoSuchFileException e) {
            throw new TrainingException("Cannot read %s: does it exist?".formatted(csv), e);
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new TrainingException("Cannot read %s as a CSV table in UTF-8: %s".formatted(csv, e.getMessage()), e);
        }
    }

    /** Whether the file's header is one of those that {@link #read} understands. */
    static boolean isTable(Path csv) {
        try (CSVParser parser = open(csv)) {
            return hasKnownHeader(parser);
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Spreadsheet programs put a byte order mark first. */
    private static CSVParser open(Path csv) throws IOException {
        return CSVParser.parse(Files.readString(csv).replaceFirst("^\uFEFF", ""), FORMAT);
    }

    private static boolean hasKnownHeader(CSVParser parser) {
        List<String> header = parser.getHeaderNames().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        return header.containsAll(List.of("image_id", "dx"))
                || header.contains("image") && header.containsAll(LesionClass.codes());
    }

    private static Example example(Path csv, CSVRecord row) {
        try {
            if (row.isMapped("dx")) {
                String image = row.get("image_id");
                String lesion = row.isMapped("lesion_id") ? row.get("lesion_id") : "";
                return new Example(image, lesion.isBlank() ? image : lesion, LesionClass.ofCode(row.get("dx")));
            }
            String image = row.get("image");
            List<LesionClass> hot = Arrays.stream(LesionClass.values())
                    .filter(diagnosis -> Double.parseDouble(row.get(diagnosis.code())) > 0.5).toList();
            if (hot.size() != 1) {
                throw new IllegalArgumentException("exactly one class must be 1, here it is " + hot.size());
            }
            return new Example(image, image, hot.getFirst());
        } catch (IllegalArgumentException e) {
            throw new TrainingException("%s, line %d: %s".formatted(csv, row.getRecordNumber() + 1,
                    e.getMessage()), e);
        }
    }
}
