package io.nevus.model;

import io.nevus.triage.Examination;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * A model from an {@link Origin}. While it serves, it looks for a newer one there, which takes over once it is downloaded,
 * verified, loaded and tried.
 */
final class RemoteModel implements Model {

    private static final System.Logger LOGGER = System.getLogger(RemoteModel.class.getName());
    private static final Duration IN_TROUBLE = Duration.ofMinutes(1);
    private static final Duration LAST_WORDS = Duration.ofSeconds(30);

    private final Origin origin;
    private final ModelCopies copies;
    private final Download download;
    private final Duration watch;
    private final ModelPlace place;
    private final Lookout lookout = new Lookout(Clock.systemUTC());
    private final Thread thread = Thread.ofPlatform().name("model-watch").daemon().unstarted(this::watch);
    private volatile Serving serving;
    private volatile Optional<String> notice = Optional.empty();
    private volatile Optional<ModelListener> listener = Optional.empty();
    private volatile boolean closed;

    /** @param copy where it was loaded from */
    private record Serving(Path copy, JsonObject card, Lease lease) {

        /** @throws ModelException for everything that can be wrong with a model, tensors of wrong shapes included */
        static Serving load(Path copy, ModelPlace place) {
            try {
                SavedModel model = SavedModel.load(copy, place.views(), place.precision());
                return new Serving(copy, model.card(), new Lease(model));
            } catch (ModelException e) {
                throw e;
            } catch (RuntimeException e) {
                throw new ModelException("The model fails on the built-in picture: "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
            }
        }
    }

    /** @param place whose watch of zero means to look only until what is there has been had once */
    RemoteModel(Origin origin, ModelCopies copies, ModelPlace place) {
        this.origin = origin;
        this.copies = copies;
        this.download = new Download(origin, copies);
        this.watch = place.watch();
        this.place = place;
    }

    /**
     * Loads what is there or, when that fails, the last good copy.
     *
     * @throws ModelUnavailable when there is neither; later there may be
     */
    RemoteModel open() {
        try {
            Fetched fetched = download.get();
            serving = load(fetched.copy());
            serves(fetched.state());
        } catch (ModelException e) {
            serving = lastGood(e);
            tell(Optional.of("The model is the last good copy on this machine, as there was trouble with the one at "
                    + "its address. " + e.getMessage()));
        }
        thread.start();
        return this;
    }

    private Serving lastGood(ModelException trouble) {
        for (Path copy : copies.good()) {
            try {
                return Serving.load(copy, place);
            } catch (ModelException e) {
                LOGGER.log(Level.WARNING, "A copy of before cannot be used: " + e.getMessage());
            }
        }
        origin.close();
        throw new ModelUnavailable(trouble.getMessage(), trouble);
    }

    /** One that is whole and yet no good is not kept. */
    private Serving load(Path copy) {
        try {
            return Serving.load(copy, place);
        } catch (ModelException e) {
            copies.discard(copy);
            throw e;
        }
    }

    private void serves(String state) {
        copies.serves(serving.copy());
        lookout.served(state);
        tell(Optional.empty());
    }

    private void watch() {
        try {
            while (!closed && !(watch.isZero() && lookout.isUpToDate())) {
                boolean hurry = watch.isZero() || notice.isPresent() && watch.compareTo(IN_TROUBLE) > 0;
                Thread.sleep(hurry ? IN_TROUBLE : watch);
                check();
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void check() {
        try {
            Snapshot now = origin.look();
            if (lookout.isWorthTrying(now.state())) {
                renew(now);
            } else {
                tell(lookout.failure(now.state()));
            }
        } catch (IOException e) {
            failed("The model's address could not be looked at, and the present one goes on. " + e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            LOGGER.log(Level.ERROR, "The look for a newer model failed", e);
            failed("The look for a newer model failed; the log says why");
        }
    }

    private void renew(Snapshot now) {
        try {
            Path copy = download.get(now);
            if (!copy.equals(serving.copy())) {
                replace(load(copy));
            }
            serves(now.state());
        } catch (ModelException e) {
            String why = "The newer model at its address cannot be used, and the present one goes on. " + e.getMessage();
            lookout.failed(now.state(), why);
            failed(why);
        }
    }

    private void replace(Serving next) {
        Serving before = serving;
        serving = next;
        listener.ifPresent(told -> told.changed(this));
        before.lease().close();
    }

    private void failed(String why) {
        tell(Optional.of(why));
        listener.ifPresent(ModelListener::failed);
    }

    private void tell(Optional<String> news) {
        if (!news.equals(notice) && !closed) {
            news.ifPresentOrElse(text -> LOGGER.log(Level.WARNING, text),
                    () -> LOGGER.log(Level.INFO, "The model is the one at {0}", origin));
        }
        notice = news;
    }

    /** On whichever serves when it begins. */
    @Override
    public Examination examine(byte[] picture) {
        while (!closed) {
            Optional<Examination> examination = serving.lease().use(model -> model.examine(picture));
            if (examination.isPresent()) {
                return examination.get();
            }
        }
        throw new ModelUnavailable("The server is stopping: try again in a moment");
    }

    @Override
    public Optional<String> problem() {
        return Optional.empty();
    }

    @Override
    public Optional<String> notice() {
        return notice;
    }

    @Override
    public void listen(ModelListener told) {
        listener = Optional.of(told);
    }

    @Override
    public JsonObject card() {
        return serving.card();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(LAST_WORDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        serving.lease().close();
        origin.close();
    }
}
