package io.nevus.model;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Says in the log how much of a model has come. */
final class Progress {

    private static final System.Logger LOGGER = System.getLogger(Progress.class.getName());
    private static final long PAUSE = Duration.ofSeconds(2).toNanos();

    private final long total;
    private long count;
    private long said = System.nanoTime();

    /** @param total in bytes; 0 when that is not known */
    Progress(long total) {
        this.total = total;
    }

    OutputStream watching(OutputStream to) {
        return new FilterOutputStream(to) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
                count += length;
                if (System.nanoTime() - said > PAUSE) {
                    said = System.nanoTime();
                    LOGGER.log(Level.INFO, "Got {0} of the model", amount());
                }
            }
        };
    }

    void done() {
        LOGGER.log(Level.INFO, "Got all of the model, {0}", megabytes(count));
    }

    private String amount() {
        return total == 0 ? megabytes(count) : "%.1f of %s".formatted(count / 1e6, megabytes(total));
    }

    private static String megabytes(long bytes) {
        return "%.1f MB".formatted(bytes / 1e6);
    }
}
