package io.nevus.model;

import io.nevus.tfjs.ModelFiles;
import java.io.IOException;

/** Tells what was read, as one checksum. */
final class DigestedFiles implements ModelFiles {

    private final ModelFiles files;
    private final StringBuilder digests = new StringBuilder();

    DigestedFiles(ModelFiles files) {
        this.files = files;
    }

    @Override
    public byte[] read(String name) throws IOException {
        byte[] bytes = files.read(name);
        digests.append(Digests.sha256(bytes));
        return bytes;
    }

    String digest() {
        return Digests.sha256(digests.toString().getBytes());
    }
}
