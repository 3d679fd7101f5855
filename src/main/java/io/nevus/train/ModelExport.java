package io.nevus.train;

import io.nevus.model.Digests;
import io.nevus.model.Network;
import io.nevus.model.PrettyJson;
import io.nevus.model.SavedModel;
import io.nevus.model.ServingFile;
import io.nevus.picture.Inspection;
import io.nevus.triage.Calibration;
import io.nevus.triage.Gate;
import io.nevus.triage.LesionClass;
import io.nevus.triage.Triage;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Makes a model directory of trained weights: graph, calibration, threshold, gate and card. */
record ModelExport(Provenance provenance, PictureCache cache, PictureFiles files) {

    /** A network that is calibrated and tested on what it has not seen. */
    void write(Weights weights, Path out) throws IOException {
        Split split = provenance.split();
        graph(weights, split, out);
        try (Network network = Network.load(out)) {
            Readings held = read(network, split.calibration());
            List<Scored> scores = held.scored();
            Calibration calibration = Fitting.calibrate(scores, Metrics.logPrior(split.train()));
            OperatingPoint point = OperatingPoint.of(scores, calibration, provenance.recipe().seed());
            double threshold = point.threshold().value();
            Gate gate = Fitting.gate(held.read().stream().map(Readings.Read::reading).toList());
            String version = version(out);
            Triage triage = new Triage(calibration, threshold, gate, version);
            JsonObject card = Json.createObjectBuilder()
                    .add("version", version)
                    .add("classes", Json.createArrayBuilder(LesionClass.codes()))
                    .add("inputSize", provenance.recipe().judgedSize())
                    .add("temperature", calibration.temperature())
                    .add("logPrior", array(calibration.logPrior()))
                    .add("threshold", threshold)
                    .add("thresholdInterval", interval(point.threshold()))
                    .add("sensitivityInterval", interval(point.sensitivity()))
                    .add("gate", gate(gate))
                    .add("metrics", metrics(Scores.of(read(network, split.test()), triage)))
                    .add("training", provenance.json())
                    .add("selfTest", selfTest(network, calibration)).build();
            ModelFiles.write(out, card);
        }
    }

    /**
     * A network that has seen all pictures, so that none is left to calibrate or test it on: the numbers of its card are
     * those of the one whose recipe it shares.
     */
    void write(Refit refit, Path out) throws IOException {
        graph(refit.weights(), provenance.split().whole(), out);
        try (Network network = Network.load(out)) {
            ModelFiles.write(out, refit.card(version(out), selfTest(network, refit.calibration())));
        }
    }

    private void graph(Weights weights, Split split, Path out) throws IOException {
        int size = provenance.recipe().judgedSize();
        Files.createDirectories(out);
        try (TextureSampler sampler = new TextureSampler(weights, size)) {
            ServingGraph.write(out, weights, Texture.fit(sampler.sample(split.drawn(), cache)), size);
        }
    }

    private static String version(Path out) throws IOException {
        return Digests.sha256(out.resolve(ServingFile.NAME)).substring(0, 12);
    }

    private Readings read(Network network, List<Example> examples) {
        return ServingPath.read(network, examples, example -> files.read(example.image()), () -> { });
    }

    private static JsonObjectBuilder selfTest(Network network, Calibration calibration) {
        return switch (Inspection.of(SavedModel.selfTestPicture())) {
            case Inspection.Safe(var picture) -> Json.createObjectBuilder().add("probabilities",
                    array(calibration.probabilities(network.read(picture).logits())));
            case Inspection.Unfit(var refusal) -> throw new IllegalStateException(refusal.help());
        };
    }

    /** Figures on the test part, which took no part in any choice. */
    private static JsonObjectBuilder metrics(Scores test) {
        JsonObjectBuilder recalls = Json.createObjectBuilder();
        for (LesionClass diagnosis : LesionClass.values()) {
            add(recalls, diagnosis.code(), test.confusion(test.once()).recall(diagnosis));
        }
        JsonObjectBuilder metrics = Json.createObjectBuilder().add("pictures", test.size());
        add(metrics, "accuracy", Figure.ACCURACY.of(test));
        add(metrics, "balancedAccuracy", Figure.BALANCED_ACCURACY.of(test));
        add(metrics, "malignancyAuc", Figure.MALIGNANCY_AUC.of(test));
        add(metrics, "sensitivity", Figure.SENSITIVITY.of(test));
        add(metrics, "specificity", Figure.SPECIFICITY.of(test));
        add(metrics, "calibrationError", Figure.ECE.of(test));
        add(metrics, "refused", Figure.REFUSAL_RATE.of(test));
        return metrics.add("recall", recalls);
    }

    /** A figure that cannot be told, as of a class without pictures, is left out. */
    private static void add(JsonObjectBuilder object, String name, double value) {
        if (Double.isFinite(value)) {
            object.add(name, PrettyJson.rounded(value, 4));
        }
    }

    private static JsonArrayBuilder interval(Estimate estimate) {
        return Json.createArrayBuilder().add(estimate.low()).add(estimate.high());
    }

    private static JsonObjectBuilder gate(Gate gate) {
        return Json.createObjectBuilder().add("darkest", gate.darkest()).add("brightest", gate.brightest())
                .add("colour", gate.colour()).add("sharpness", gate.sharpness()).add("strangeness", gate.strangeness());
    }

    private static JsonArrayBuilder array(double[] values) {
        return Json.createArrayBuilder(Arrays.stream(values).boxed().toList());
    }
}
