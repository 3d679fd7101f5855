package io.nevus.picture;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the public data sets are: never in the repository, so tests that want them are skipped where they are not. */
public final class DataSets {

    private static final Path BESIDE_THE_REPOSITORY = Path.of("..", "shared", "data");

    private DataSets() {
    }

    /** The directory of a data set in {@code NEVUS_DATA} or {@code ../shared/data}; without it, the test is skipped. */
    public static Path directory(String name) {
        Path directory = Optional.ofNullable(System.getenv("NEVUS_DATA")).map(Path::of).orElse(BESIDE_THE_REPOSITORY)
                .resolve(name);
        if (!Files.isDirectory(directory)) {
            String missing = "SKIPPED: no data set in %s; set NEVUS_DATA to the directory that holds %s"
                    .formatted(directory.toAbsolutePath().normalize(), name);
            System.err.println(missing);
            return abort(missing);
        }
        return directory;
    }

    /** The zips of a data set. */
    public static Stream<Path> archives(String name) throws IOException {
        try (var files = Files.list(directory(name))) {
            return files.filter(file -> file.toString().endsWith(".zip")).sorted().toList().stream();
        }
    }
}
