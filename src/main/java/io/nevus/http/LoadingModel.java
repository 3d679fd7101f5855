package io.nevus.http;

import io.nevus.model.Model;
import io.nevus.model.ModelException;
import io.nevus.model.ModelListener;
import io.nevus.model.ModelUnavailable;
import io.nevus.triage.Examination;
import jakarta.json.JsonObject;
import java.time.Duration;
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
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Meters meters;
    private final CompletableFuture<Model> loading = new CompletableFuture<>();
    private volatile String obstacle = LOADING;
    private volatile Thread thread = new Thread();

    LoadingModel(Meters meters) {
        this.meters = meters;
    }

    /**
     * @param loader is called again after a while when it throws {@link ModelUnavailable}
     * @param loaded is told of the model when it can be used, and when another version takes over
     */
    void load(Supplier<Model> loader, Consumer<Model> loaded) {
        // a platform thread: loading runs native code, which would hold a virtual thread's carrier
        thread = Thread.ofPlatform().name("model-loader").daemon().start(() -> complete(loader, loaded));
    }

    private void complete(Supplier<Model> loader, Consumer<Model> loaded) {
        try {
            Model model = untilAvailable(loader);
            model.listen(listener(loaded));
            model.notice().ifPresent(_ -> meters.modelFailed());
            serves(model, loaded);
            if (!loading.complete(model)) {
                model.close();
            }
        } catch (InterruptedException e) {
            loading.cancel(false);
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.SEVERE, "The model cannot be loaded: " + e.getMessage(), e);
            loading.completeExceptionally(e);
        }
    }

    private Model untilAvailable(Supplier<Model> loader) throws InterruptedException {
        for (Duration pause = FIRST_PAUSE; true; pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE)) {
            try {
                return loader.get();
            } catch (ModelUnavailable e) {
                meters.modelFailed();
                obstacle = e.getMessage();
                LOG.log(Level.WARNING, "There is no model yet, and another attempt in {0} s. {1}",
                        new Object[] {pause.toSeconds(), obstacle});
                Thread.sleep(pause);
            }
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void serves(Model model, Consumer<Model> loaded) {
        meters.modelServes(version(model));
        loaded.accept(model);
    }

    private ModelListener listener(Consumer<Model> loaded) {
        return new ModelListener() {
            @Override
            public void changed(Model model) {
                meters.modelChanged();
                serves(model, loaded);
            }

            @Override
            public void failed() {
                meters.modelFailed();
            }
        };
    }

    /** Why the model is not loaded; empty once it is. */
    Optional<String> obstacleToStart() {
        return switch (loading.state()) {
            case SUCCESS -> Optional.empty();
            case RUNNING -> Optional.of(obstacle);
            case FAILED -> Optional.of(failure());
            case CANCELLED -> Optional.of("The server is stopping");
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
    public Optional<String> notice() {
        return obstacleToStart().isEmpty() ? model().notice() : Optional.empty();
    }

    /** Of the model in use; empty while there is none. */
    Optional<String> version() {
        return obstacleToStart().isEmpty() ? Optional.of(version(model())) : Optional.empty();
    }

    private static String version(Model model) {
        return model.card().getString("version", "unknown");
    }

    @Override
    public JsonObject card() {
        return model().card();
    }

    @Override
    public void close() {
        thread.interrupt();
        loading.cancel(false);
        if (obstacleToStart().isEmpty()) {
            model().close();
        }
    }
}
