package io.nevus.model;

import io.nevus.tfjs.TfjsFiles;
import java.io.IOException;

/** Tells what was read, as one checksum. */
final class DigestedFiles implements TfjsFiles {

    private final TfjsFiles files;
    private final StringBuilder digests = new StringBuilder();

    DigestedFiles(TfjsFiles files) {
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
