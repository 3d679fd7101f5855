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
import org.tensorflow.exceptions.TFInvalidArgumentException;

/** A model directory that was checked, loaded and tried. */
public final class SavedModel implements Model {

    private static final String SELF_TEST = "/self-test.jpg";
    /** Processors round differently; bfloat16 would stay below a hundredth. */
    private static final double SELF_TEST_TOLERANCE = 0.02;

    private final ModelCard card;
    private final Network network;
    private final Views views;
    private final InferencePool pool;

    private SavedModel(ModelCard card, Network network, Views views, InferencePool pool) {
        this.card = card;
        this.network = network;
        this.views = views;
        this.pool = pool;
    }

    /** As the other, with one view of each picture. */
    public static SavedModel load(Path directory) {
        return load(directory, Views.ONE);
    }

    /**
     * Verifies the checksums, loads the network and judges the built-in picture.
     *
     * @throws ModelException when any of it goes wrong
     */
    public static SavedModel load(Path directory, Views views) {
        ModelCard card = ModelCard.read(directory);
        card.verify(directory);
        SavedModel model = new SavedModel(card, Network.load(directory), views,
                new InferencePool(Runtime.getRuntime().availableProcessors()));
        try {
            model.selfTest();
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
        return model;
    }

    private void selfTest() {
        Map<String, Double> found = pool.call(() -> card.judge().probabilities(network, builtInPicture()));
        card.judge().expected().forEach((name, expected) -> {
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

    @Override
    public Examination examine(byte[] bytes) {
        return switch (Inspection.of(bytes)) {
            case Inspection.Unfit(Refusal refusal) -> new Refused(refusal);
            case Inspection.Safe(Picture picture) -> examine(picture);
        };
    }

    private Examination examine(Picture picture) {
        try {
            return pool.call(() -> card.judge().examine(network, views, picture));
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
        return Json.createObjectBuilder(card.json()).add("views", views.count()).build();
    }

    @Override
    public void close() {
        pool.close();
        network.close();
        FreedMemory.giveBack();
    }
}
