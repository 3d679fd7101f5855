package io.nevus.http;

import io.nevus.model.Views;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * All that can be set, read from the command line, the environment, a file and application.yaml, in this order.
 *
 * @param model a directory or a URL; empty for the model that comes with the program
 * @param access  who may write, and how often anybody may ask
 * @param longest that a prediction is kept; for ever when empty
 * @param views of each picture that the model looks at
 */
public record Settings(HttpSettings http, AccessSettings access, UploadSettings upload, String model, Views views,
                       HistorySettings history, Optional<Duration> longest, LogFormat log) {
    private static final String MODEL = "model.location";
    private static final String VIEWS = "model.views";
    private static final WholeNumber KEEP_DAYS = new WholeNumber("history.keep-days", 0, 36_500);
    private static final String LOG = "log.format";

    /**
     * @param options by key, such as {@code server.port}
     * @throws WrongSetting when a value is not allowed
     */
    public static Settings load(Map<String, String> options, Map<String, String> environment, Optional<Path> file) {
        SettingsSource source = SettingsSource.of(options, environment, file);
        try {
            return new Settings(HttpSettings.of(source), AccessSettings.of(source), UploadSettings.of(source), source.text(MODEL),
                    views(source.text(VIEWS)), HistorySettings.of(source, environment), longest(source),
                    format(source.text(LOG)));
        } catch (WrongSetting e) {
            throw e.under(source.nameOf(e.key()));
        }
    }

    private static Optional<Duration> longest(SettingsSource source) {
        return Optional.of(Duration.ofDays(source.number(KEEP_DAYS))).filter(days -> !days.isZero());
    }

    private static Views views(String count) {
        try {
            return Views.of(count);
        } catch (IllegalArgumentException e) {
            throw new WrongSetting(VIEWS, e.getMessage());
        }
    }

    private static LogFormat format(String name) {
        return Arrays.stream(LogFormat.values()).filter(format -> format.name().equalsIgnoreCase(name.strip()))
                .findFirst().orElseThrow(() -> new WrongSetting(LOG, "is '" + name + "', but must be text or json"));
    }
}
