package io.nevus.http;

import io.nevus.history.FirestorePlace;
import io.nevus.history.GoogleCloud;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where predictions are kept. */
public sealed interface HistorySettings {

    record InSqlite(Path file) implements HistorySettings {
    }

    record InFirestore(FirestorePlace place) implements HistorySettings {
    }

    static HistorySettings of(SettingsSource source, Map<String, String> environment) {
        String file = source.text("history.file");
        return switch (source.text("history.store").strip().toLowerCase(Locale.ROOT)) {
            case "sqlite" -> sqlite(file, environment);
            case "firestore" -> firestore(source, environment);
            case "auto" -> file.isBlank() && (!emulator(environment).isEmpty() || GoogleCloud.isHere(environment))
                    ? firestore(source, environment) : sqlite(file, environment);
            case String other -> throw new WrongSetting("history.store",
                    "is '" + other + "', but must be auto, sqlite or firestore");
        };
    }

    private static HistorySettings sqlite(String file, Map<String, String> environment) {
        try {
            return new InSqlite(file.isBlank() ? dataDirectory(environment).resolve("history.db") : Path.of(file));
        } catch (InvalidPathException _) {
            throw new WrongSetting("history.file", "must be the path of a file");
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

    private static HistorySettings firestore(SettingsSource source, Map<String, String> environment) {
        String project = source.text("history.project").strip();
        String emulator = emulator(environment);
        return new InFirestore(new FirestorePlace(
                project.isEmpty() ? Optional.empty()
                        : Optional.of(require("history.project", project, "([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]",
                                "the id of a Google Cloud project, such as my-project-1")),
                require("history.database", source.text("history.database").strip(),
                        "\\(default\\)|[a-z][a-z0-9-]{2,61}[a-z0-9]", "(default) or the id of a Firestore database"),
                require("history.collection", source.text("history.collection").strip(),
                        "(?!__.*__|\\.\\.?$)[^/\\p{Cntrl}]{1,300}", "the name of a collection, without a slash"),
                emulator.isEmpty() ? Optional.empty()
                        : Optional.of(require("FIRESTORE_EMULATOR_HOST", emulator,
                                "(\\[[0-9a-fA-F:]+]|[a-zA-Z0-9._-]+):[0-9]{1,5}",
                                "host:port, such as localhost:8081"))));
    }

    private static String emulator(Map<String, String> environment) {
        return environment.getOrDefault("FIRESTORE_EMULATOR_HOST", "").strip();
    }

    private static String require(String key, String value, String pattern, String meaning) {
        if (!Pattern.matches(pattern, value)) {
            throw new WrongSetting(key, "is '" + value + "', but must be " + meaning);
        }
        return value;
    }
}
