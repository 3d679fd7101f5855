package io.nevus.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;

/** Writes for as long as the client goes on reading. */
final class PacedWriter implements DataWriter {
    /** Of a longer answer, what a slow client reads in time. */
    private static final int BLOCK = 16 * 1024;

    private final DataWriter writer;
    private final Pace pace;

    PacedWriter(DataWriter writer, Pace pace) {
        this.writer = writer;
        this.pace = pace;
    }

    @Override
    public void write(BufferData... buffers) {
        writeNow(buffers);
    }

    @Override
    public void write(BufferData buffer) {
        writeNow(buffer);
    }

    @Override
    public void writeNow(BufferData... buffers) {
        writeNow(BufferData.create(buffers));
    }

    @Override
    public void writeNow(BufferData buffer) {
        try (var deadline = Deadline.of(pace)) {
            // copies to the last byte: Helidon 4.4.0 writes too much of a buffer of which a part was read
            while (buffer.available() > 0) {
                byte[] block = new byte[Math.min(BLOCK, buffer.available())];
                int count = buffer.read(block);
                writer.writeNow(BufferData.create(block, 0, count));
                deadline.progress(count);
            }
        }
    }

    @Override
    public void flush() {
        writer.flush();
    }

    @Override
    public void close() {
        writer.close();
    }
}
