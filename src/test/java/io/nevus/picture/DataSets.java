package io.nevus.picture;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;

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

    /** The files of one picture in so many of each zip of a data set. */
    public static List<byte[]> pictures(String name, int step) throws IOException {
        List<byte[]> pictures = new ArrayList<>();
        for (Path archive : archives(name)) {
            try (ZipFile zip = new ZipFile(archive.toFile())) {
                var entries = zip.stream().filter(entry -> entry.getName().matches(".*\\.(jpe?g|png)")).toList();
                for (int i = 0; i < entries.size(); i += step) {
                    pictures.add(zip.getInputStream(entries.get(i)).readAllBytes());
                }
            }
        }
        return pictures;
    }

    private static List<Path> archives(String name) throws IOException {
        try (var files = Files.list(directory(name))) {
            return files.filter(file -> file.toString().endsWith(".zip")).sorted().toList();
        }
    }
}
