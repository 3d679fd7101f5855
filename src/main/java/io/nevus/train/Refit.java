package io.nevus.train;

import io.nevus.model.ModelCard;
import io.nevus.triage.Calibration;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A network that was trained on all pictures of a data set, by the recipe that another one was tested with: more lesions
 * to learn from, and none left to measure it on.
 *
 * @param tested   the model directory of the other one
 * @param pictures of the data set, as many as it was trained on
 * @param seconds  that the training of both took
 */
record Refit(Weights weights, Path tested, int pictures, double seconds) {

    private static final String TRAINING = "training";
    private static final String REFIT = "refit";

    Calibration calibration() {
        return ModelCard.read(tested).triage().calibration();
    }

    /** All that was measured is said of the tested network, by its version. */
    JsonObject card(String version, JsonObjectBuilder selfTest) {
        JsonObject card = ModelCard.read(tested).json();
        JsonObjectBuilder training = Json.createObjectBuilder(card.getJsonObject(TRAINING))
                .add("seconds", Math.round(seconds))
                .add(REFIT, Json.createObjectBuilder().add("pictures", pictures).add("tested", card.getString("version")));
        return Json.createObjectBuilder(card).add("version", version).add("selfTest", selfTest)
                .add(TRAINING, training).build();
    }

    /** The version of the tested network, if a card is that of a refitted one. */
    static Optional<String> tested(JsonObject card) {
        return card.get(TRAINING) instanceof JsonObject training && training.get(REFIT) instanceof JsonObject refit
                ? Optional.of(refit.getString("tested")) : Optional.empty();
    }

    /**
     * What the README says of it, before the figures.
     *
     * @param measured the version of the network whose figures follow
     */
    static String told(JsonObject card, String measured) {
        return tested(card).map(tested -> """


                This network was trained on all %d pictures, by the recipe of another one, `%s`, which was
                trained on the first part only. Temperature, threshold and gate are those of that one%s.
                More lesions to learn from do better as a rule, but none is left to show it: measure it on pictures of
                other data sets."""
                .formatted(card.getJsonObject(TRAINING).getJsonObject(REFIT).getInt("pictures"), tested,
                        measured.equals(tested) ? ", and so are all figures below" : "")).orElse("");
    }
}
