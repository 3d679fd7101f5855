package io.nevus.model;

import io.nevus.picture.Picture;
import io.nevus.triage.Calibration;
import io.nevus.triage.Examination;
import io.nevus.triage.Gate;
import io.nevus.triage.LesionClass;
import io.nevus.triage.Reading;
import io.nevus.triage.Triage;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model that Nevus trained: seven classes, calibrated, with a gate for pictures that it cannot judge. */
record SevenClasses(Triage triage, Map<String, Double> expected) implements Judge {

    static final String KIND = "classes";

    static SevenClasses of(JsonObject card) {
        List<String> classes = card.getJsonArray("classes").getValuesAs(JsonString::getString);
        if (!classes.equals(LesionClass.codes())) {
            throw new IllegalArgumentException("classes must be " + LesionClass.codes());
        }
        double[] expected = CardNumbers.numbers(card.getJsonObject("selfTest"), "probabilities");
        double[] logPrior = CardNumbers.numbers(card, "logPrior");
        double temperature = CardNumbers.number(card, "temperature");
        double threshold = CardNumbers.number(card, "threshold");
        int size = classes.size();
        if (expected.length != size || logPrior.length != size || temperature <= 0 || threshold <= 0 || threshold >= 1) {
            throw new IllegalArgumentException("selfTest, logPrior, temperature or threshold is impossible");
        }
        return new SevenClasses(new Triage(new Calibration(temperature, logPrior), threshold,
                gate(card.getJsonObject("gate")), card.getString("version")), byCode(expected));
    }

    private static Gate gate(JsonObject gate) {
        return new Gate(CardNumbers.number(gate, "darkest"), CardNumbers.number(gate, "brightest"),
                CardNumbers.number(gate, "colour"), CardNumbers.number(gate, "sharpness"),
                CardNumbers.number(gate, "strangeness"));
    }

    private static Map<String, Double> byCode(double[] probabilities) {
        Map<String, Double> byCode = new LinkedHashMap<>();
        for (LesionClass diagnosis : LesionClass.values()) {
            byCode.put(diagnosis.code(), probabilities[diagnosis.ordinal()]);
        }
        return byCode;
    }

    @Override
    public Examination examine(Network network, Views views, Picture picture) {
        return triage.examine(views.read(network, picture));
    }

    @Override
    public Map<String, Double> probabilities(Network network, Picture picture) {
        return byCode(triage.calibration().probabilities(network.read(picture).logits()));
    }

    @Override
    public Opinion opinion(Network network, Picture picture) {
        Reading reading = network.read(picture);
        return new Opinion(triage.calibration().malignancy(reading.logits()), triage.threshold(),
                reading.strangeness() / triage.gate().strangeness());
    }

    @Override
    public String version() {
        return triage.modelVersion();
    }
}
