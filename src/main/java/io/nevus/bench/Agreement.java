package io.nevus.bench;

import io.nevus.model.Precision;
import io.nevus.model.SavedModel;
import io.nevus.model.Views;
import io.nevus.triage.Examination;
import io.nevus.triage.Examination.Judged;
import io.nevus.triage.Examination.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How the faster numbers judge pictures that float32 judges, too.
 *
 * @param pictures that were compared
 * @param verdicts of them that differ
 * @param clear    of these, malignancy further from the threshold than figures that are told
 * @param refusals of one that are none of the other, or for another reason
 * @param furthest that two malignancies are apart
 */
public record Agreement(int pictures, int verdicts, int clear, int refusals, double furthest) {

    private static final double AT_THRESHOLD = 0.005;
    private static final Pattern PICTURE = Pattern.compile("(?i).+\\.(jpe?g|png)");
    private static final Agreement NONE = new Agreement(0, 0, 0, 0, 0);

    /**
     * Compares by every so-many-th picture of a folder or zip.
     *
     * @throws BenchException when there are none, or the numbers are the same
     */
    public static Agreement of(Path model, Path pictures, int every) {
        if (every < 1) {
            throw new BenchException("--every must be at least 1");
        }
        try (SavedModel exact = SavedModel.load(model, Views.ONE, Precision.FLOAT32);
                SavedModel fast = SavedModel.load(model, Views.ONE, Precision.AUTO)) {
            if (fast.card().equals(exact.card())) {
                throw new BenchException("There are only float32 numbers here: this CPU has no others, or see the log");
            }
            return Files.isDirectory(pictures) ? of(exact, fast, pictures, every) : ofZip(exact, fast, pictures, every);
        } catch (IOException | UncheckedIOException e) {
            throw new BenchException("Cannot read pictures of %s: is it a folder or a zip?".formatted(pictures));
        }
    }

    private static Agreement ofZip(SavedModel exact, SavedModel fast, Path zip, int every) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(zip)) {
            return of(exact, fast, files.getPath("/"), every);
        }
    }

    private static Agreement of(SavedModel exact, SavedModel fast, Path folder, int every) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(folder)) {
            all = found.filter(file -> PICTURE.matcher(file.toString()).matches()).sorted().toList();
        }
        if (all.isEmpty()) {
            throw new BenchException("There are no JPEG or PNG files in " + folder);
        }
        return IntStream.iterate(0, i -> i < all.size(), i -> i + every).parallel().mapToObj(all::get)
                .map(file -> of(exact, fast, file)).reduce(NONE, Agreement::and);
    }

    private static Agreement of(SavedModel exact, SavedModel fast, Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return of(exact.examine(bytes), fast.examine(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Agreement of(Examination exact, Examination fast) {
        if (exact instanceof Judged one && fast instanceof Judged other) {
            int verdicts = one.verdict() == other.verdict() ? 0 : 1;
            boolean clear = Math.abs(one.malignancy() - one.threshold()) > AT_THRESHOLD;
            return new Agreement(1, verdicts, clear ? verdicts : 0, 0, Math.abs(one.malignancy() - other.malignancy()));
        }
        boolean same = exact instanceof Refused(var one) && fast instanceof Refused(var other)
                && one.reason() == other.reason();
        return new Agreement(1, 0, 0, same ? 0 : 1, 0);
    }

    private Agreement and(Agreement other) {
        return new Agreement(pictures + other.pictures, verdicts + other.verdicts, clear + other.clear,
                refusals + other.refusals, Math.max(furthest, other.furthest));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d pictures: %d other verdicts, %d of them further than %s from the threshold; "
                + "%d other refusals; malignancy at most %.3f apart", pictures, verdicts, clear, AT_THRESHOLD, refusals,
                furthest);
    }
}
