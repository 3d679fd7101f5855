package io.nevus.train;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The picture files below a folder, found by name without ending, in folders or in zips. Any thread may read. */
final class PictureFiles implements AutoCloseable {

    private static final List<String> ENDINGS = List.of(".jpg", ".jpeg", ".png");

    private static final int MOST_BYTES = 100_000_000;

    private final Map<String, Source> sources = new HashMap<>();
    private final List<ZipFile> zips = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();

    /** @param file the picture or the zip that holds it */
    private record Source(Path file, long size, Content content) {
    }

    private interface Content {
        byte[] read() throws IOException;
    }

    /** @param paths folders, searched with everything below them, or zips */
    static PictureFiles below(Path... paths) {
        PictureFiles files = new PictureFiles();
        for (Path path : paths) {
            try (var found = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
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
        try {
            if (name.toLowerCase(Locale.ROOT).endsWith(".zip") && !name.startsWith(".")) {
                ZipFile zip = new ZipFile(file.toFile());
                zips.add(zip);
                zip.stream().filter(entry -> !entry.isDirectory()).forEach(entry -> add(lastPart(entry),
                        new Source(file, entry.getSize(), () -> inflate(zip, entry))));
            } else {
                add(name, new Source(file, Files.size(file), () -> bytes(Files.newInputStream(file))));
            }
        } catch (IOException e) {
            broken.add("%s: cannot be read (%s)".formatted(file, e.getMessage()));
        }
    }

    /** The first of two files wins; a copy of it, as of an unpacked zip beside the zip, is not worth a word. */
    private void add(String name, Source source) {
        stem(name).ifPresent(stem -> {
            Source first = sources.putIfAbsent(stem, source);
            if (first != null && first.size() != source.size()) {
                broken.add("%s of %s: %s has another picture of this name".formatted(name, source.file(), first.file()));
            }
        });
    }

    /** {@link ZipFile} does not look at checksums. */
    private static byte[] inflate(ZipFile zip, ZipEntry entry) throws IOException {
        byte[] bytes = bytes(zip.getInputStream(entry));
        CRC32 sum = new CRC32();
        sum.update(bytes);
        if (sum.getValue() != entry.getCrc()) {
            throw new IOException("it is damaged inside of its zip");
        }
        return bytes;
    }

    private static byte[] bytes(InputStream stream) throws IOException {
        try (stream) {
            byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("it is larger than any picture");
            }
            return bytes;
        }
    }

    /** Some programs for Windows separate by backslashes. */
    private static String lastPart(ZipEntry entry) {
        return entry.getName().substring(Math.max(entry.getName().lastIndexOf('/'), entry.getName().lastIndexOf('\\')) + 1);
    }

    /** Hidden files are none: macOS puts a {@code ._} file of that name beside each picture. */
    private static Optional<String> stem(String name) {
        return name.startsWith(".") ? Optional.empty() : ENDINGS.stream().filter(name.toLowerCase(Locale.ROOT)::endsWith).findFirst()
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
        return sources.get(image).content().read();
    }

    /** What could not be opened at all, or has the name of another picture, a line each. */
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
