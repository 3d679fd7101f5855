package io.nevus.http;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * All that can be set, read from the command line, the environment, a file and application.yaml, in this order.
 *
 * @param model   a directory or a URL; empty for the model that comes with the program
 * @param history a file
 */
public record Settings(HttpSettings http, UploadSettings upload, String model, Path history, LogFormat log) {
    private static final String MODEL = "model.location";
    private static final String HISTORY = "history.file";
    private static final String LOG = "log.format";

    /**
     * @param options by key, such as {@code server.port}
     * @throws WrongSetting when a value is not allowed
     */
    public static Settings load(Map<String, String> options, Map<String, String> environment, Optional<Path> file) {
        SettingsSource source = SettingsSource.of(options, environment, file);
        try {
            return new Settings(HttpSettings.of(source), UploadSettings.of(source), source.text(MODEL),
                    history(source.text(HISTORY), environment), format(source.text(LOG)));
        } catch (WrongSetting e) {
            throw e.under(source.nameOf(e.key()));
        }
    }

    private static LogFormat format(String name) {
        return Arrays.stream(LogFormat.values()).filter(format -> format.name().equalsIgnoreCase(name.strip()))
                .findFirst().orElseThrow(() -> new WrongSetting(LOG, "is '" + name + "', but must be text or json"));
    }

    private static Path history(String file, Map<String, String> environment) {
        try {
            return file.isBlank() ? dataDirectory(environment).resolve("history.db") : Path.of(file);
        } catch (InvalidPathException _) {
            throw new WrongSetting(HISTORY, "must be the path of a file");
        }
    }

    /** Where programs keep a user's data, as of the XDG base directories and Apple's file system guide. */
    private static Path dataDirectory(Map<String, String> environment) {
        Path home = Path.of(System.getProperty("user.home"));
        String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")) {
            return home.resolve("Library/Application Support/Nevus");
        }
        // the XDG specification has relative paths ignored
        return (xdg.startsWith("/") ? Path.of(xdg) : home.resolve(".local/share")).resolve("nevus");
    }
}
