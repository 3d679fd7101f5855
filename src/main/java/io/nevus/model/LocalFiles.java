package io.nevus.model;

import io.nevus.tfjs.TfjsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a TensorFlow.js model in a folder. */
record LocalFiles(Path folder) implements TfjsFiles {

    @Override
    public byte[] read(String name) throws IOException {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder)) {
            throw new IOException("it is outside of the model's folder");
        }
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no such file");
        }
        return Files.readAllBytes(file);
    }
}
