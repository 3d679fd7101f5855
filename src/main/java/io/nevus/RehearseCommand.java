package io.nevus;

import io.nevus.bench.Rehearsal;
import io.nevus.history.SqliteHistory;
import io.nevus.http.HttpServer;
import io.nevus.http.Settings;
import io.nevus.model.Model;
import io.nevus.model.SavedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/** Serves for some seconds, for itself: the launcher has Java write what it learned to a file, for faster starts. */
@Command(name = "rehearse", hidden = true, description = "Serves for some seconds and ends.")
final class RehearseCommand implements Callable<Integer> {

    @Override
    public Integer call() throws IOException {
        Path history = Files.createTempDirectory("nevus-rehearsal").resolve("history.db");
        Settings settings = Settings.load(Map.of("server.port", "0", "server.host", "127.0.0.1",
                "history.file", history.toString()), Map.of(), Optional.empty());
        settings.log().install();
        var ready = new CompletableFuture<Model>();
        try (HttpServer server = HttpServer.start(settings, SqliteHistory.open(history),
                () -> ServeCommand.model(settings), ready::complete)) {
            ready.orTimeout(1, TimeUnit.MINUTES).join();
            Rehearsal.with(server.address().getPort(), SavedModel.selfTestPicture());
        }
        Files.deleteIfExists(history);
        Files.deleteIfExists(history.getParent());
        return 0;
    }
}
