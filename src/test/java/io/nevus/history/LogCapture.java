package io.nevus.history;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/** Keeps what is logged. */
final class LogCapture extends Handler {
    final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord entry) {
        lines.add(new SimpleFormatter().formatMessage(entry));
    }

    @Override
    public void flush() {
        // nothing is held back
    }

    @Override
    public void close() {
        lines.clear();
    }
}
