package io.nevus.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsTest {

    @TempDir
    private Path folder;

    @Test
    void comeBackAsTheyWere() {
        Path file = folder.resolve("w.safetensors");
        Weights weights = MobileNetV2.random(3);
        weights.write(file);
        Weights back = Weights.read(file);
        assertEquals(MobileNetV2.shapes().keySet(), back.parameters().keySet());
        MobileNetV2.shapes().forEach((name, shape) -> {
            assertArrayEquals(shape, back.get(name).shape(), name);
            assertArrayEquals(weights.get(name).values(), back.get(name).values(), name);
        });
    }

    @Test
    void otherFilesAreNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("w.bin"), "not weights at all");
        assertTrue(assertThrows(TrainingException.class, () -> Weights.read(file)).getMessage().contains("w.bin"));
    }
}
