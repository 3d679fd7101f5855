package io.nevus.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFilesTest {

    @TempDir
    private Path folder;

    @Test
    void findsPicturesInFoldersAndZips() throws IOException {
        Files.createDirectories(folder.resolve("part_1"));
        Files.write(folder.resolve("part_1/A.jpg"), new byte[] {1});
        try (var zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("part_2.zip")))) {
            zip.putNextEntry(new ZipEntry("inside/B.JPG"));
            zip.write(2);
        }
        try (PictureFiles files = PictureFiles.below(folder)) {
            assertArrayEquals(new byte[] {1}, files.read("A"));
            assertArrayEquals(new byte[] {2}, files.read("B"));
            assertFalse(files.has("C"));
        }
    }

    @Test
    void aBrokenZipIsListedAndTheRestIsRead() throws IOException {
        Files.write(folder.resolve("broken.zip"), new byte[100]);
        Files.write(folder.resolve("A.png"), new byte[] {1});
        try (PictureFiles files = PictureFiles.below(folder)) {
            assertEquals(1, files.broken().size());
            assertTrue(files.broken().getFirst().contains("broken.zip"));
            assertTrue(files.has("A"));
        }
    }
}
