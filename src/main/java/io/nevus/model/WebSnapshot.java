package io.nevus.model;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * The files of a web server's folder.
 *
 * @param first the bytes of the one that says what the model is
 */
record WebSnapshot(WebOrigin origin, byte[] first) implements Snapshot {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public String state() {
        return Digests.sha256(first);
    }

    @Override
    public long size(String name) {
        return 0;
    }

    @Override
    public void copy(String name, OutputStream to) throws IOException {
        if (name.equals(origin.file())) {
            to.write(first);
        } else {
            WebFile.copy(origin.folder() + name + origin.query(), PATIENCE, new Limited(to, Limited.ON_DISK));
        }
    }
}
