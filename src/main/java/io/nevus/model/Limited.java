package io.nevus.model;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * Takes so many bytes within a deadline and no more, as an answer may be endless. Its exceptions are unchecked, so that a
 * full disk is not taken for trouble on the network, after which a client would try again.
 */
final class Limited extends FilterOutputStream {

    /** The shipped model has 10 MB. */
    static final long ON_DISK = 500_000_000;
    static final long IN_MEMORY = Math.min(ON_DISK, Runtime.getRuntime().maxMemory() / 4);

    private static final Duration DEADLINE = Duration.ofMinutes(10);

    private final long limit;
    private final long end = System.nanoTime() + DEADLINE.toNanos();
    private long count;

    Limited(OutputStream to, long limit) {
        super(to);
        this.limit = limit;
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        count += length;
        if (count > limit) {
            throw fault("it is longer than %,d bytes".formatted(limit));
        }
        if (System.nanoTime() > end) {
            throw fault("it did not come within %d minutes".formatted(DEADLINE.toMinutes()));
        }
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static UncheckedIOException fault(String reason) {
        return new UncheckedIOException(new IOException(reason));
    }
}
