package io.nevus.http;

import io.nevus.model.ModelPlace;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * All that can be set, read from the command line, the environment, a file and application.yaml, in this order.
 *
 * @param model at an empty location for the one that comes with the program
 */
public record Settings(HttpSettings http, UploadSettings upload, ModelPlace model, HistorySettings history,
                       LogFormat log) {
    private static final String LOG = "log.format";

    /**
     * @param options by key, such as {@code server.port}
     * @throws WrongSetting when a value is not allowed
     */
    public static Settings load(Map<String, String> options, Map<String, String> environment, Optional<Path> file) {
        SettingsSource source = SettingsSource.of(options, environment, file);
        try {
            return new Settings(HttpSettings.of(source), UploadSettings.of(source), ModelSettings.of(source),
                    HistorySettings.of(source, environment), format(source.text(LOG)));
        } catch (WrongSetting e) {
            throw e.under(source.nameOf(e.key()));
        }
    }

    private static LogFormat format(String name) {
        return Arrays.stream(LogFormat.values()).filter(format -> format.name().equalsIgnoreCase(name.strip()))
                .findFirst().orElseThrow(() -> new WrongSetting(LOG, "is '" + name + "', but must be text or json"));
    }
}
