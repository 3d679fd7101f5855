package io.nevus.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    private void zip(String name, String entry, int... bytes) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            zip.putNextEntry(new ZipEntry(entry));
            for (int value : bytes) {
                zip.write(value);
            }
        }
    }

    @Test
    void theFirstOfTwoPicturesOfANameIsTakenAndTheOtherIsTold() throws IOException {
        zip("part_1.zip", "A.jpg", 1);
        zip("part_2.zip", "A.jpg", 2, 3);
        zip("part_3.zip", "A.jpg", 1);
        try (PictureFiles files = PictureFiles.below(folder)) {
            assertArrayEquals(new byte[] {1}, files.read("A"));
            assertEquals(1, files.broken().size());
            assertTrue(files.broken().getFirst().matches("A.jpg of .*part_2.zip: .*part_1.zip has another.*"),
                    files.broken().getFirst());
        }
    }

    @Test
    void leavingsOfOperatingSystemsAreNoPictures() throws IOException {
        zip("mac.zip", "__MACOSX/._A.jpg", 1);
        zip("windows.zip", "part\\B.jpg", 2);
        Files.write(folder.resolve("._mac.zip"), new byte[100]);
        try (PictureFiles files = PictureFiles.below(folder)) {
            assertEquals(List.of(), files.broken());
            assertFalse(files.has("A") || files.has("._A"));
            assertArrayEquals(new byte[] {2}, files.read("B"));
        }
    }

    @Test
    void aDamagedEntryIsAnErrorOfItsPictureAlone() throws IOException {
        zip("part.zip", "A.jpg", 1, 2, 3, 4, 5, 6, 7, 8);
        byte[] bytes = Files.readAllBytes(folder.resolve("part.zip"));
        bytes[40] ^= 0x55;
        Files.write(folder.resolve("part.zip"), bytes);
        try (PictureFiles files = PictureFiles.below(folder)) {
            assertThrows(IOException.class, () -> files.read("A"));
            assertThrows(IOException.class, () -> files.read("gone"));
        }
    }
}
