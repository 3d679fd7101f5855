package io.nevus.http;

import jakarta.json.JsonObjectBuilder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** How a line of the log is written: for a person, or for Cloud Logging. */
public enum LogFormat {
    TEXT {
        private final DateTimeFormatter time =
                DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

        @Override
        String line(LogRecord entry, String message) {
            return "%s %-7s %s%n%s".formatted(time.format(entry.getInstant()), entry.getLevel(), message, trace(entry));
        }

        @Override
        public void announce(String line) {
            System.out.println(line);
        }
    },
    JSON {
        @Override
        String line(LogRecord entry, String message) {
            JsonObjectBuilder json = Json.object()
                    .add("severity", severity(entry.getLevel()))
                    .add("time", entry.getInstant().toString())
                    .add("message", trace(entry).isEmpty() ? message : message + "\n" + trace(entry))
                    .add("logger", String.valueOf(entry.getLoggerName()));
            if (entry.getParameters() instanceof Object[] parameters && parameters.length == 1
                    && parameters[0] instanceof RequestLog request) {
                json.add("httpRequest", request.httpRequest())
                        .add("requestId", request.id())
                        .add("examineMillis", request.examining().toMillis())
                        .add("keepMillis", request.keeping().toMillis());
                request.trace().ifPresent(trace -> json.add("logging.googleapis.com/trace", trace));
            }
            return json.build() + System.lineSeparator();
        }

        @Override
        public void announce(String line) {
            Logger.getLogger(LogFormat.class.getName()).info(line);
        }
    };

    abstract String line(LogRecord entry, String message);

    /** Says what whoever started the server waits for. */
    public abstract void announce(String line);

    /** Makes this the format of everything that is logged. */
    public void install() {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        Handler console = new ConsoleHandler();
        console.setFormatter(new Formatter() {
            @Override
            public String format(LogRecord entry) {
                return line(entry, formatMessage(entry));
            }
        });
        console.setFilter(entry -> !isClientGone(entry));
        root.addHandler(console);
        Quiet.HELIDON.setLevel(Level.WARNING);
        Quiet.ERRORS.setLevel(Level.OFF);
    }

    /** Helidon warns, with a stack trace, of every client that does not wait for its answer. */
    private static boolean isClientGone(LogRecord entry) {
        return entry.getThrown() instanceof UncheckedIOException
                && String.valueOf(entry.getLoggerName()).startsWith("io.helidon.");
    }

    private static String severity(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "WARNING";
        }
        return level.intValue() >= Level.INFO.intValue() ? "INFO" : "DEBUG";
    }

    private static String trace(LogRecord entry) {
        if (entry.getThrown() == null) {
            return "";
        }
        var text = new StringWriter();
        entry.getThrown().printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** Loggers are garbage-collected with their levels unless somebody holds them. */
    private static final class Quiet {
        private static final Logger HELIDON = Logger.getLogger("io.helidon");
        /** Would log the query, which may be personal; {@link RequestFilter} logs the same without. */
        private static final Logger ERRORS = Logger.getLogger("io.helidon.webserver.http.ErrorHandlers");
    }
}
