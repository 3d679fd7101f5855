package io.nevus.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The picture files below a folder, found by name without ending, in folders or in zips. Any thread may read. */
final class PictureFiles implements AutoCloseable {

    private static final List<String> ENDINGS = List.of(".jpg", ".jpeg", ".png");

    private final Map<String, Source> sources = new HashMap<>();
    private final List<ZipFile> zips = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();

    private interface Source {
        byte[] read() throws IOException;
    }

    /** @param paths folders, searched with everything below them, or zips */
    static PictureFiles below(Path... paths) {
        PictureFiles files = new PictureFiles();
        for (Path path : paths) {
            try (var found = Files.walk(path)) {
                found.filter(Files::isRegularFile).sorted().forEach(files::add);
            } catch (IOException | UncheckedIOException e) {
                files.close();
                throw new TrainingException("Cannot read %s: does it exist?".formatted(path), e);
            }
        }
        return files;
    }

    private void add(Path file) {
        String name = file.getFileName().toString();
        if (name.toLowerCase(Locale.ROOT).endsWith(".zip")) {
            try {
                ZipFile zip = new ZipFile(file.toFile());
                zips.add(zip);
                zip.stream().filter(entry -> !entry.isDirectory()).forEach(entry -> stem(lastPart(entry))
                        .ifPresent(stem -> sources.putIfAbsent(stem, () -> inflate(zip, entry))));
            } catch (IOException e) {
                broken.add("%s: not a readable zip (%s)".formatted(file, e.getMessage()));
            }
        } else {
            stem(name).ifPresent(stem -> sources.putIfAbsent(stem, () -> Files.readAllBytes(file)));
        }
    }

    private static byte[] inflate(ZipFile zip, ZipEntry entry) throws IOException {
        try (var in = zip.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    private static String lastPart(ZipEntry entry) {
        return entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
    }

    private static Optional<String> stem(String name) {
        return ENDINGS.stream().filter(name.toLowerCase(Locale.ROOT)::endsWith).findFirst()
                .map(ending -> name.substring(0, name.length() - ending.length()));
    }

    boolean has(String image) {
        return sources.containsKey(image);
    }

    /** @throws IOException when the file is missing, or it or the zip around it is damaged */
    byte[] read(String image) throws IOException {
        if (!has(image)) {
            throw new NoSuchFileException(image);
        }
        return sources.get(image).read();
    }

    /** What could not be opened at all, a line each. */
    List<String> broken() {
        return List.copyOf(broken);
    }

    @Override
    public void close() {
        zips.forEach(zip -> {
            try {
                zip.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
