package io.nevus.model;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A file whose writing fails as its creation does, so that a full disk can be told from trouble on the network. */
final class DiskFile extends FilterOutputStream {

    private final Path file;

    private DiskFile(Path file, OutputStream out) {
        super(out);
        this.file = file;
    }

    static DiskFile create(Path file) throws IOException {
        return new DiskFile(file, Files.newOutputStream(file));
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws FileSystemException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            throw trouble(file, e);
        }
    }

    static FileSystemException trouble(Path file, IOException e) {
        return e instanceof FileSystemException known ? known
                : new FileSystemException(file.toString(), null, e.getMessage());
    }

    /** What is wrong with the disk, if that is what the failure comes from. */
    static Optional<FileSystemException> trouble(Throwable failure) {
        return Stream.iterate(failure, e -> e != null, Throwable::getCause)
                .flatMap(e -> e instanceof FileSystemException disk ? Stream.of(disk) : Stream.empty()).findFirst();
    }
}
