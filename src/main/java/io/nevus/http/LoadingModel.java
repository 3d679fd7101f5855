package io.nevus.http;

import io.nevus.model.Model;
import io.nevus.model.ModelException;
import io.nevus.model.ModelUnavailable;
import io.nevus.triage.Examination;
import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A model that is being loaded while the port is open already: until it is there, every question gets a "not yet". */
final class LoadingModel implements Model {
    private static final Logger LOG = Logger.getLogger(LoadingModel.class.getName());
    private static final String LOADING = "The model is still being loaded";

    private final CompletableFuture<Model> loading = new CompletableFuture<>();

    /** @param loaded is told of the model when it can be used */
    void load(Supplier<Model> loader, Consumer<Model> loaded) {
        // a platform thread: loading runs native code, which would hold a virtual thread's carrier
        Thread.ofPlatform().name("model-loader").daemon().start(() -> complete(loader, loaded));
    }

    private void complete(Supplier<Model> loader, Consumer<Model> loaded) {
        try {
            Model model = loader.get();
            loaded.accept(model);
            loading.complete(model);
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.SEVERE, "The model cannot be loaded: " + e.getMessage(), e);
            loading.completeExceptionally(e);
        }
    }

    /** Why the model is not loaded; empty once it is. */
    Optional<String> obstacleToStart() {
        return switch (loading.state()) {
            case SUCCESS -> Optional.empty();
            case RUNNING -> Optional.of(LOADING);
            case FAILED, CANCELLED -> Optional.of(failure());
        };
    }

    private String failure() {
        return loading.exceptionNow() instanceof ModelException e ? e.getMessage()
                : "The model cannot be loaded; the log says why";
    }

    private Model model() {
        obstacleToStart().ifPresent(problem -> {
            throw new ModelUnavailable(problem);
        });
        return loading.resultNow();
    }

    @Override
    public Examination examine(byte[] picture) {
        return model().examine(picture);
    }

    @Override
    public Optional<String> problem() {
        return obstacleToStart().or(() -> model().problem());
    }

    @Override
    public JsonObject card() {
        return model().card();
    }

    @Override
    public void close() {
        loading.thenAccept(Model::close);
    }
}
