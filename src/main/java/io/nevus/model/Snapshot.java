package io.nevus.model;

import io.nevus.tfjs.TfjsFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** The files of an {@link Origin} as they were when it was looked at. */
interface Snapshot extends TfjsFiles {

    /** Two looks that found the same have the same one. */
    String state();

    /** How long a file is; 0 when that is not known. */
    long size(String name);

    /**
     * Copies all of a file, within a deadline.
     *
     * @throws IOException when it is missing, cut off, damaged, too long or not there any more
     */
    void copy(String name, OutputStream to) throws IOException;

    @Override
    default byte[] read(String name) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try {
            copy(name, new Limited(bytes, Limited.IN_MEMORY));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return bytes.toByteArray();
    }
}
