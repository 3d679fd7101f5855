package io.nevus.http;

import io.nevus.model.ModelPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * All that can be set, read from the command line, the environment, a file and application.yaml, in this order.
 *
 * @param access  who may write, and how often anybody may ask
 * @param model   at an empty location for the one that comes with the program
 * @param longest that a prediction is kept; for ever when empty
 */
public record Settings(HttpSettings http, AccessSettings access, UploadSettings upload, ModelPlace model,
                       HistorySettings history, Optional<Duration> longest, LogFormat log) {
    private static final WholeNumber KEEP_DAYS = new WholeNumber("history.keep-days", 0, 36_500);
    private static final String LOG = "log.format";

    /**
     * @param options by key, such as {@code server.port}
     * @throws WrongSetting when a value is not allowed
     */
    public static Settings load(Map<String, String> options, Map<String, String> environment, Optional<Path> file) {
        SettingsSource source = SettingsSource.of(options, environment, file);
        try {
            return new Settings(HttpSettings.of(source), AccessSettings.of(source), UploadSettings.of(source),
                    ModelSettings.of(source), HistorySettings.of(source, environment), longest(source),
                    format(source.text(LOG)));
        } catch (WrongSetting e) {
            throw e.under(source.nameOf(e.key()));
        }
    }

    private static Optional<Duration> longest(SettingsSource source) {
        return Optional.of(Duration.ofDays(source.number(KEEP_DAYS))).filter(days -> !days.isZero());
    }

    private static LogFormat format(String name) {
        return Arrays.stream(LogFormat.values()).filter(format -> format.name().equalsIgnoreCase(name.strip()))
                .findFirst().orElseThrow(() -> new WrongSetting(LOG, "is '" + name + "', but must be text or json"));
    }
}
