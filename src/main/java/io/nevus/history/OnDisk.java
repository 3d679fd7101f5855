package io.nevus.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** The inodes of the file and of its log, since SQLite goes on writing to files whose names were deleted. */
record OnDisk(String file, String log) {

    static OnDisk now(Path file) {
        return new OnDisk(inode(file), inode(log(file)));
    }

    static Path log(Path file) {
        return file.resolveSibling(file.getFileName() + "-wal");
    }

    private static String inode(Path path) {
        try {
            return String.valueOf(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            return "missing";
        }
    }
}
