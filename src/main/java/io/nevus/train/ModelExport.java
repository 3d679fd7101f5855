package io.nevus.train;

import io.nevus.model.Digests;
import io.nevus.model.ModelCard;
import io.nevus.model.Network;
import io.nevus.model.SavedModel;
import io.nevus.model.ServingFile;
import io.nevus.picture.Inspection;
import io.nevus.triage.Calibration;
import io.nevus.triage.Gate;
import io.nevus.triage.LesionClass;
import io.nevus.triage.Reading;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonWriterFactory;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Makes a model directory of trained weights: graph, calibration, threshold, gate and card. */
record ModelExport(Recipe recipe, Split split, PictureCache cache, PictureFiles files) {

    private static final String README = "README.md";

    private record Read(Scored scored, Reading reading) {
    }

    void write(Weights weights, Path out) throws IOException {
        Files.createDirectories(out);
        ServingGraph.write(out, weights, texture(weights), recipe.judgedSize());
        try (Network network = Network.load(out)) {
            List<Read> held = read(network, split.calibration());
            List<Scored> scores = held.stream().map(Read::scored).toList();
            Calibration calibration = Fitting.calibrate(scores, Metrics.logPrior(split.train()));
            double threshold = Fitting.threshold(scores, calibration);
            Gate gate = Fitting.gate(held.stream().map(Read::reading).toList());
            List<Read> test = read(network, split.test());
            JsonObject card = Json.createObjectBuilder()
                    .add("version", Digests.sha256(out.resolve(ServingFile.NAME)).substring(0, 12))
                    .add("classes", Json.createArrayBuilder(LesionClass.codes()))
                    .add("inputSize", recipe.judgedSize())
                    .add("temperature", calibration.temperature())
                    .add("logPrior", array(calibration.logPrior()))
                    .add("threshold", threshold)
                    .add("gate", gate(gate))
                    .add("metrics", metrics(test, calibration, threshold, gate))
                    .add("training", training())
                    .add("selfTest", Json.createObjectBuilder().add("probabilities",
                            array(calibration.probabilities(selfTest(network).logits())))).build();
            Files.writeString(out.resolve(README), ModelReadme.of(card));
            write(out.resolve(ModelCard.FILE), Json.createObjectBuilder(card).add("files", digests(out)).build());
        }
    }

    private Texture texture(Weights weights) {
        try (TextureSampler sampler = new TextureSampler(weights, recipe.judgedSize())) {
            return Texture.fit(sampler.sample(split.train(), cache));
        }
    }

    private List<Read> read(Network network, List<Example> examples) throws IOException {
        List<Read> all = new ArrayList<>();
        for (Example example : examples) {
            if (Inspection.of(files.read(example.image())) instanceof Inspection.Safe(var picture)) {
                Reading reading = network.read(picture);
                all.add(new Read(new Scored(example, reading.logits()), reading));
            }
        }
        return all;
    }

    private static Reading selfTest(Network network) {
        return switch (Inspection.of(SavedModel.selfTestPicture())) {
            case Inspection.Safe(var picture) -> network.read(picture);
            case Inspection.Unfit(var refusal) -> throw new IllegalStateException(refusal.help());
        };
    }

    /** Figures on the test part, which took no part in any choice. */
    private static JsonObjectBuilder metrics(List<Read> test, Calibration calibration, double threshold, Gate gate) {
        List<Scored> scores = test.stream().map(Read::scored).toList();
        JsonObjectBuilder recalls = Json.createObjectBuilder();
        for (LesionClass diagnosis : LesionClass.values()) {
            add(recalls, diagnosis.code(), Metrics.recall(scores, diagnosis));
        }
        double refused = test.stream().map(Read::reading)
                .filter(r -> gate.refuse(r.quality(), r.strangeness()).isPresent()).count() / (double) test.size();
        JsonObjectBuilder metrics = Json.createObjectBuilder().add("pictures", test.size());
        add(metrics, "accuracy", Metrics.accuracy(scores));
        add(metrics, "balancedAccuracy", Metrics.balancedAccuracy(scores));
        add(metrics, "malignancyAuc", Metrics.malignancyAuc(scores, calibration));
        add(metrics, "sensitivity", Metrics.sensitivity(scores, calibration, threshold));
        add(metrics, "specificity", Metrics.specificity(scores, calibration, threshold));
        add(metrics, "calibrationError", Metrics.calibrationError(scores, calibration));
        add(metrics, "refused", refused);
        return metrics.add("recall", recalls);
    }

    /** A figure that cannot be told, as of a class without pictures, is left out. */
    private static void add(JsonObjectBuilder object, String name, double value) {
        if (Double.isFinite(value)) {
            object.add(name, Math.round(value * 1e4) / 1e4);
        }
    }

    private JsonObjectBuilder training() {
        return Json.createObjectBuilder().add("data", split.fingerprint())
                .add("train", split.train().size()).add("calibration", split.calibration().size())
                .add("test", split.test().size()).add("recipe", recipe.toString());
    }

    private static JsonObjectBuilder gate(Gate gate) {
        return Json.createObjectBuilder().add("darkest", gate.darkest()).add("brightest", gate.brightest())
                .add("colour", gate.colour()).add("sharpness", gate.sharpness()).add("strangeness", gate.strangeness());
    }

    private static JsonArrayBuilder array(double[] values) {
        return Json.createArrayBuilder(Arrays.stream(values).boxed().toList());
    }

    private static JsonObjectBuilder digests(Path out) throws IOException {
        JsonObjectBuilder digests = Json.createObjectBuilder();
        for (String file : List.of(ServingFile.NAME, README)) {
            digests.add(file, Digests.sha256(out.resolve(file)));
        }
        return digests;
    }

    private static void write(Path file, JsonObject card) throws IOException {
        JsonWriterFactory factory = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));
        try (Writer writer = Files.newBufferedWriter(file); var json = factory.createWriter(writer)) {
            json.writeObject(card);
        }
    }
}
