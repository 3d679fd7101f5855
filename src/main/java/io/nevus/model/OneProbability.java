package io.nevus.model;

import io.nevus.picture.Picture;
import io.nevus.triage.Examination;
import io.nevus.triage.SigmoidTriage;
import jakarta.json.JsonObject;
import java.util.Map;

/** A model with a single sigmoid output, which was made elsewhere and imported. */
record OneProbability(SigmoidTriage triage, Map<String, Double> expected) implements Judge {

    static final String KIND = "sigmoid";
    /** Where the course's reference draws the line, and everybody who trains with binary cross-entropy. */
    static final double THRESHOLD = 0.5;

    static OneProbability of(JsonObject card) {
        double threshold = CardNumbers.number(card, "threshold");
        double expected = CardNumbers.number(card.getJsonObject("selfTest"), Network.PROBABILITY);
        if (threshold <= 0 || threshold >= 1) {
            throw new IllegalArgumentException("threshold must be between 0 and 1");
        }
        return new OneProbability(new SigmoidTriage(threshold, card.getString("version")),
                Map.of(Network.PROBABILITY, expected));
    }

    @Override
    public Examination examine(Network network, Views views, Picture picture) {
        double probability = views.probability(network, picture);
        if (Double.isNaN(probability)) {
            throw new ModelUnavailable("The model gives no number for this picture: try another model");
        }
        return triage.examine(probability);
    }

    @Override
    public Map<String, Double> probabilities(Network network, Picture picture) {
        return Map.of(Network.PROBABILITY, network.probability(picture));
    }

    @Override
    public Opinion opinion(Network network, Picture picture) {
        return new Opinion(network.probability(picture), triage.threshold(), 0);
    }

    @Override
    public String version() {
        return triage.modelVersion();
    }
}
