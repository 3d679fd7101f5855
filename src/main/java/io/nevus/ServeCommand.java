package io.nevus;

import io.nevus.history.FirestoreHistory;
import io.nevus.history.FirestorePlace;
import io.nevus.history.History;
import io.nevus.history.SqliteHistory;
import io.nevus.http.HistorySettings;
import io.nevus.http.HttpServer;
import io.nevus.http.Settings;
import io.nevus.model.Model;
import io.nevus.model.ModelPlace;
import io.nevus.model.ModelSource;
import io.nevus.model.SavedModel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the server until it is told to stop. */
@Command(name = "serve", mixinStandardHelpOptions = true, versionProvider = Main.Version.class, sortOptions = false,
        description = "Serves the page, the course contract and /api until interrupted.",
        footer = {"", "Every setting is an environment variable too; src/main/resources/application.yaml explains."})
final class ServeCommand implements Runnable {
    @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on (default: 8080).")
    private Optional<String> port = Optional.empty();

    @Option(names = "--host", paramLabel = "HOST",
            description = "Address to listen on (default: 0.0.0.0, all of them).")
    private Optional<String> host = Optional.empty();

    @Option(names = "--model", paramLabel = "DIR-or-URL",
            description = "A model directory, or a TensorFlow.js model.json (default: the one that comes with Nevus).")
    private Optional<String> model = Optional.empty();

    @Option(names = "--views", paramLabel = "N",
            description = "Flips and turns of each picture to average over: 1, 2, 4 or 8 (default: 1).")
    private Optional<String> views = Optional.empty();

    @Option(names = "--precision", paramLabel = "KIND",
            description = "float32, or auto for bfloat16 where it is faster and agrees (default: float32).")
    private Optional<String> precision = Optional.empty();

    @Option(names = "--history", paramLabel = "FILE",
            description = "Where predictions are kept (default: a file under your data directory).")
    private Optional<String> history = Optional.empty();

    @Option(names = "--config", paramLabel = "FILE", description = "More settings, in the form of application.yaml.")
    private Optional<Path> config = Optional.empty();

    @Override
    public void run() {
        Settings settings = Settings.load(options(), System.getenv(), config);
        settings.log().install();
        SavedModel.prepare();
        HttpServer server = HttpServer.start(settings, history(settings), () -> model(settings),
                loaded -> settings.log().announce("The model is ready: version " + version(loaded)));
        Main.whenToldToStop(server::close);
        settings.log().announce("Nevus is listening on " + server.address());
    }

    private Map<String, String> options() {
        Map<String, String> options = new HashMap<>();
        port.ifPresent(value -> options.put("server.port", value));
        host.ifPresent(value -> options.put("server.host", value));
        model.ifPresent(value -> options.put("model.location", value));
        views.ifPresent(value -> options.put("model.views", value));
        precision.ifPresent(value -> options.put("model.precision", value));
        history.ifPresent(value -> options.put("history.file", value));
        return options;
    }

    static Model model(Settings settings) {
        ModelPlace place = settings.model();
        return place.location().isEmpty() ? SavedModel.load(Home.shippedModel(), place.views(), place.precision())
                : ModelSource.open(place, Home.models());
    }

    private static History history(Settings settings) {
        return switch (settings.history()) {
            case HistorySettings.InSqlite(Path file) -> SqliteHistory.open(file);
            case HistorySettings.InFirestore(FirestorePlace place) -> FirestoreHistory.open(place);
        };
    }

    private static String version(Model model) {
        return model.card().getString("version", "unknown");
    }
}
