package io.nevus.model;

import io.nevus.picture.Inspection;
import io.nevus.picture.Picture;
import io.nevus.triage.Examination;
import io.nevus.triage.Examination.Refused;
import io.nevus.triage.Refusal;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tensorflow.TensorFlow;
import org.tensorflow.exceptions.TFInvalidArgumentException;

/** A model directory that was checked, loaded and tried. */
public final class SavedModel implements Model {

    private static final String SELF_TEST = "/self-test.jpg";
    /** Processors round differently. */
    private static final double SELF_TEST_TOLERANCE = 0.02;

    private final ModelCard card;
    private final Acceleration accelerated;
    private final Views views;
    private final JsonObject description;
    private final InferencePool pool = new InferencePool(Runtime.getRuntime().availableProcessors());

    private SavedModel(ModelCard card, Acceleration accelerated, Views views) {
        this.card = card;
        this.accelerated = accelerated;
        this.views = views;
        this.description = Json.createObjectBuilder(card.json()).add("views", views.count())
                .add("precision", accelerated.numbers()).build();
    }

    /** Begins to load TensorFlow, 0.3 s of work, on a thread of its own; whoever needs it waits for the rest. */
    public static void prepare() {
        Thread.ofPlatform().name("tensorflow-loader").daemon().uncaughtExceptionHandler((_, _) -> {
            // loading a model will fail likewise, and say so
        }).start(TensorFlow::version);
    }

    /** As the other, with one view of each picture, in float32. */
    public static SavedModel load(Path directory) {
        return load(directory, Views.ONE, Precision.FLOAT32);
    }

    /**
     * Verifies the checksums, loads the network and judges the built-in picture.
     *
     * @throws ModelException when any of it goes wrong
     */
    public static SavedModel load(Path directory, Views views, Precision precision) {
        ModelCard card = ModelCard.read(directory);
        card.verify(directory);
        Network network = Network.load(directory);
        try {
            selfTest(card.judge(), network);
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
        return new SavedModel(card, switch (precision) {
            case AUTO -> Acceleration.of(card.judge(), network);
            case FLOAT32 -> Acceleration.none(network);
        }, views);
    }

    private static void selfTest(Judge judge, Network network) {
        Map<String, Double> found = judge.probabilities(network, builtInPicture());
        judge.expected().forEach((name, expected) -> {
            double difference = Math.abs(found.get(name) - expected);
            if (!(difference <= SELF_TEST_TOLERANCE)) {
                throw new ModelException(("The model judges the built-in picture otherwise than when it was made "
                        + "(%s is off by %.3f): get the model again").formatted(name, difference));
            }
        });
    }

    static Picture builtInPicture() {
        return switch (Inspection.of(selfTestPicture())) {
            case Inspection.Safe(Picture safe) -> safe;
            case Inspection.Unfit _ -> throw new ModelException("The built-in picture is damaged");
        };
    }

    /** A drawn lesion by which a model is tried before it serves. */
    public static byte[] selfTestPicture() {
        try (InputStream in = Objects.requireNonNull(SavedModel.class.getResourceAsStream(SELF_TEST))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ModelException("The built-in picture is unreadable", e);
        }
    }

    /** The network that judges, for those who measure what is around it; it is closed with the model. */
    public Network network() {
        return accelerated.network();
    }

    @Override
    public Examination examine(byte[] bytes) {
        return switch (Inspection.of(bytes)) {
            case Inspection.Unfit(Refusal refusal) -> new Refused(refusal);
            case Inspection.Safe(Picture picture) -> examine(picture);
        };
    }

    private Examination examine(Picture picture) {
        try {
            return pool.call(() -> card.judge().examine(accelerated.network(), views, picture));
        } catch (TFInvalidArgumentException e) {
            return new Refused(new Refusal(Refusal.Reason.UNREADABLE,
                    "This picture is damaged: upload the original file, or open it in a viewer and save it anew."));
        }
    }

    @Override
    public Optional<String> problem() {
        return Optional.empty();
    }

    @Override
    public JsonObject card() {
        return description;
    }

    @Override
    public void close() {
        pool.close();
        accelerated.network().close();
        FreedMemory.giveBack();
    }
}
