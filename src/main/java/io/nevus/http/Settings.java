package io.nevus.http;

import io.nevus.model.Views;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * All that can be set, read from the command line, the environment, a file and application.yaml, in this order.
 *
 * @param model a directory or a URL; empty for the model that comes with the program
 * @param views of each picture that the model looks at
 */
public record Settings(HttpSettings http, UploadSettings upload, String model, Views views,
                       HistorySettings history, LogFormat log) {
    private static final String MODEL = "model.location";
    private static final String VIEWS = "model.views";
    private static final String LOG = "log.format";

    /**
     * @param options by key, such as {@code server.port}
     * @throws WrongSetting when a value is not allowed
     */
    public static Settings load(Map<String, String> options, Map<String, String> environment, Optional<Path> file) {
        SettingsSource source = SettingsSource.of(options, environment, file);
        try {
            return new Settings(HttpSettings.of(source), UploadSettings.of(source), source.text(MODEL),
                    views(source.text(VIEWS)), HistorySettings.of(source, environment), format(source.text(LOG)));
        } catch (WrongSetting e) {
            throw e.under(source.nameOf(e.key()));
        }
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
