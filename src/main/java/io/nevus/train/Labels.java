package io.nevus.train;

import io.nevus.triage.LesionClass;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
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
        try (Reader reader = Files.newBufferedReader(csv); var parser = FORMAT.parse(reader)) {
            return parser.stream().map(row -> example(csv, row)).toList();
        } catch (IOException | IllegalArgumentException e) {
            throw new TrainingException("Cannot read %s: %s".formatted(csv, e.getMessage()), e);
        }
    }

    /** Whether the file's header is one of those that {@link #read} understands. */
    static boolean isTable(Path csv) {
        try (Reader reader = Files.newBufferedReader(csv); var parser = FORMAT.parse(reader)) {
            List<String> header = parser.getHeaderNames().stream().map(String::toLowerCase).toList();
            return header.containsAll(List.of("image_id", "dx")) || header.contains("image") && header.contains("mel");
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private static Example example(Path csv, CSVRecord row) {
        try {
            if (row.isMapped("dx")) {
                String image = row.get("image_id");
                return new Example(image, row.isMapped("lesion_id") ? row.get("lesion_id") : image,
                        LesionClass.ofCode(row.get("dx")));
            }
            String image = row.get("image");
            List<LesionClass> hot = Arrays.stream(LesionClass.values())
                    .filter(diagnosis -> Double.parseDouble(row.get(diagnosis.code())) > 0.5).toList();
            if (hot.size() != 1) {
                throw new IllegalArgumentException("Exactly one class must be 1, here it is " + hot.size());
            }
            return new Example(image, image, hot.getFirst());
        } catch (IllegalArgumentException e) {
            throw new TrainingException("%s, line %d: %s".formatted(csv, row.getRecordNumber() + 1,
                    e.getMessage()), e);
        }
    }
}
