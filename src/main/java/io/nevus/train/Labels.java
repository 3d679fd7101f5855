package io.nevus.train;

import io.nevus.triage.LesionClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads tables of diagnoses: {@code image_id,dx} with or without {@code lesion_id}, as HAM10000 has it; the one-hot
 * {@code image,MEL,NV,BCC,AKIEC,BKL,DF,VASC} of the ISIC challenges; and {@code image_id,melanoma,seborrheic_keratosis}
 * of ISIC 2017, whose other lesions are nevi.
 */
final class Labels {

    private static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder()
            .setHeader().setSkipHeaderRecord(true).setIgnoreSurroundingSpaces(true).setIgnoreHeaderCase(true).get();
    private static final long MOST_BYTES = 100_000_000;
    private static final String MELANOMA = "melanoma";
    private static final String KERATOSIS = "seborrheic_keratosis";

    private Labels() {
    }

    /** @throws TrainingException naming the file, the line or picture and what is wrong */
    static List<Example> read(Path csv) {
        try (CSVParser parser = open(csv)) {
            if (!hasKnownHeader(parser)) {
                throw new TrainingException(("%s, line 1: the columns must be image_id and dx, or image and %s, "
                        + "or image_id, %s and %s").formatted(csv, LesionClass.codes(), MELANOMA, KERATOSIS));
            }
            List<Example> examples = parser.stream().map(row -> example(csv, row)).toList();
            if (examples.isEmpty()) {
                throw new TrainingException("%s has no line below its header: it must list pictures".formatted(csv));
            }
            checkListedOnce(csv, examples);
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
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Spreadsheet programs put a byte order mark first, and separate by what their country does not write in numbers. */
    private static CSVParser open(Path csv) throws IOException {
        if (Files.size(csv) > MOST_BYTES) {
            throw new IOException("it is too large for a table of pictures");
        }
        String text = Files.readString(csv).replaceFirst("^\uFEFF", "");
        String header = text.lines().findFirst().orElse("");
        char delimiter = header.contains("\t") ? '\t' : header.contains(";") ? ';' : ',';
        return CSVParser.parse(text, FORMAT.builder().setDelimiter(delimiter).get());
    }

    private static boolean hasKnownHeader(CSVParser parser) {
        List<String> header = parser.getHeaderNames().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        return header.containsAll(List.of("image_id", "dx"))
                || header.contains("image") && header.containsAll(LesionClass.codes())
                || header.containsAll(List.of("image_id", MELANOMA, KERATOSIS));
    }

    private static Example example(Path csv, CSVRecord row) {
        try {
            String image = row.get(row.isMapped("image_id") ? "image_id" : "image");
            if (image.isBlank()) {
                throw new IllegalArgumentException("the picture has no name");
            }
            String lesion = row.isMapped("lesion_id") ? row.get("lesion_id") : "";
            return new Example(image, lesion.isBlank() ? image : lesion, diagnosis(row));
        } catch (IllegalArgumentException e) {
            throw new TrainingException("%s, line %d: %s".formatted(csv, row.getRecordNumber() + 1,
                    e.getMessage()), e);
        }
    }

    private static LesionClass diagnosis(CSVRecord row) {
        if (row.isMapped("dx")) {
            return LesionClass.ofCode(row.get("dx"));
        }
        if (row.isMapped(MELANOMA)) {
            if (hot(row, MELANOMA) && hot(row, KERATOSIS)) {
                throw new IllegalArgumentException("%s and %s cannot both be 1".formatted(MELANOMA, KERATOSIS));
            }
            return hot(row, MELANOMA) ? LesionClass.MEL : hot(row, KERATOSIS) ? LesionClass.BKL : LesionClass.NV;
        }
        List<LesionClass> hot = Arrays.stream(LesionClass.values()).filter(c -> hot(row, c.code())).toList();
        if (hot.size() != 1) {
            throw new IllegalArgumentException("exactly one of %s must be 1, here it is %d"
                    .formatted(LesionClass.codes(), hot.size()));
        }
        return hot.getFirst();
    }

    private static boolean hot(CSVRecord row, String column) {
        String value = row.get(column);
        if (!value.matches("[01](\\.0*)?")) {
            throw new IllegalArgumentException("%s must be 0 or 1, here it is '%s'".formatted(column, value));
        }
        return value.startsWith("1");
    }

    private static void checkListedOnce(Path csv, List<Example> examples) {
        Map<String, Example> seen = new HashMap<>();
        for (Example example : examples) {
            Example other = seen.put(example.image(), example);
            if (other != null) {
                throw new TrainingException("%s lists %s more than once, as %s and %s: leave one line of it".formatted(
                        csv, example.image(), other.diagnosis().code(), example.diagnosis().code()));
            }
        }
    }
}
