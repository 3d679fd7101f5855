package io.nevus.model;

import io.nevus.triage.Examination;
import jakarta.json.JsonObject;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Supplier;

/** Loads a model in the background, so that the server can say that it is starting, and passes everything on to it. */
public final class ModelHost implements Model {

    private static final System.Logger LOGGER = System.getLogger(ModelHost.class.getName());

    private final Thread loading;
    private volatile State state = new Waiting("The model is still loading: try again in a moment");

    private sealed interface State {
    }

    private record Waiting(String why) implements State {
    }

    private record Loaded(Model model) implements State {
    }

    /** @param loader gives the model or throws a {@link ModelException} */
    public ModelHost(Supplier<Model> loader) {
        loading = Thread.ofPlatform().name("model-loading").start(() -> load(loader));
    }

    private void load(Supplier<Model> loader) {
        try {
            Model model = loader.get();
            state = new Loaded(model);
            LOGGER.log(Level.INFO, "The model {0} is ready", model.card().getString("version"));
        } catch (ModelException e) {
            LOGGER.log(Level.ERROR, "No picture can be judged: {0}", e.getMessage());
            state = new Waiting(e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            LOGGER.log(Level.ERROR, "No picture can be judged", e);
            state = new Waiting("The model cannot be loaded; the log says why");
        }
    }

    private Model model() {
        return switch (state) {
            case Loaded(Model model) -> model;
            case Waiting(String why) -> throw new ModelUnavailable(why);
        };
    }

    @Override
    public Examination examine(byte[] picture) {
        return model().examine(picture);
    }

    @Override
    public Optional<String> problem() {
        return switch (state) {
            case Loaded(Model model) -> model.problem();
            case Waiting(String why) -> Optional.of(why);
        };
    }

    @Override
    public JsonObject card() {
        return model().card();
    }

    @Override
    public void close() {
        try {
            loading.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (state instanceof Loaded(Model model)) {
            model.close();
        }
    }
}
