package io.nevus.train;

import io.nevus.triage.LesionClass;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The model card for people, made of the card for programs. */
final class ModelReadme {

    private ModelReadme() {
    }

    /** Of a model that was just made: the few figures of its card are told. */
    static String of(JsonObject card) {
        return of(card, Refit.tested(card).orElse(card.getString("version")), figures(card));
    }

    /**
     * @param measured   the version of the network that was evaluated
     * @param evaluation sections that tell how
     */
    static String of(JsonObject card, String measured, String evaluation) {
        JsonObject training = card.getJsonObject("training");
        return """
                # Nevus model %s

                A MobileNetV2 that tells seven diagnoses of pigmented skin lesions apart on dermoscopic pictures, and how
                likely the lesion is malignant. **It is no medical device, and no substitute for a doctor.**

                ## Intended use
                Teaching, research, and showing how such a model is served. Not for diagnosis, nor for deciding whether
                to see a doctor: a person who is worried about a mole should see one whatever this model says.

                ## Data and licence
                HAM10000 (Tschandl, Rosendahl, Kittler: Scientific Data 5, 180161, 2018), CC BY-NC 4.0, by the ViDIR Group,
                Department of Dermatology, Medical University of Vienna. A model trained on it is for **non-commercial
                use** only. It was split by lesion, stratified by diagnosis: %d pictures to train on, %d to calibrate,
                %d to test. All pictures of a lesion are in one part.%s%s

                ## Results
                %s

                ## Threshold and calibration
                Malignancy is the calibrated probability of `akiec`, `bcc` or `mel` (temperature %s, prior of HAM10000).
                From %s on the verdict is Cancer. This threshold was chosen on the calibration part for a sensitivity of
                95 %%: about one in twenty malignant lesions is still missed, and many benign ones are sent to a doctor.%s

                ## What it cannot judge
                - Skin diseases beyond the seven classes: it always picks among them.
                - Dark skin: HAM10000 comes from Austria and Australia and shows almost only light skin.
                - Pictures from phones without a dermatoscope, from other cameras, with much ink or hair, or in which the
                  lesion is a small part: it was neither trained nor tested on them, and is less reliable there.
                - Nails, mucous membranes, and children: hardly any in the data.
                - One hospital group's patients are not yours: how common cancer is there shapes the probabilities.

                ## How it was made
                %s
                Data fingerprint `%s`.
                """.formatted(card.getString("version"), training.getInt("train"), training.getInt("calibration"),
                training.getInt("test"), Provenance.extra(training), Refit.told(card, measured), evaluation,
                number(card, "temperature"), number(card, "threshold"), intervals(card),
                Provenance.told(training), training.getString("data"));
    }

    /** Older cards have none. */
    private static String intervals(JsonObject card) {
        return card.containsKey("thresholdInterval") ? ("\nIts 95 %% interval (bootstrap over lesions) is %s: another "
                + "choice of lesions could have led to any of these.\nOn that part its sensitivity lies within %s.")
                .formatted(interval(card, "thresholdInterval"), interval(card, "sensitivityInterval")) : "";
    }

    private static String interval(JsonObject card, String name) {
        return card.getJsonArray(name).getValuesAs(JsonNumber.class).stream()
                .map(bound -> String.format(Locale.ROOT, "%.3f", bound.doubleValue()))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String figures(JsonObject card) {
        JsonObject metrics = card.getJsonObject("metrics");
        JsonObject recall = metrics.getJsonObject("recall");
        return """
                On the test part, which took no part in any choice; one network, one view, %d px:

                | figure | value |
                |---|---|
                | accuracy | %s |
                | balanced accuracy (mean recall of the classes) | %s |
                | AUC of malignancy | %s |
                | sensitivity at the threshold | %s |
                | specificity at the threshold | %s |
                | expected calibration error | %s |
                | true lesions refused | %s |

                | diagnosis | malignant | recall |
                |---|---|---|
                %s

                The rarest classes have a dozen test pictures, so that their recalls are rough.""".formatted(card.getInt("inputSize"), number(metrics, "accuracy"),
                number(metrics, "balancedAccuracy"), number(metrics, "malignancyAuc"), number(metrics, "sensitivity"),
                number(metrics, "specificity"), number(metrics, "calibrationError"), number(metrics, "refused"),
                Arrays.stream(LesionClass.values()).map(diagnosis -> "| `%s` %s | %s | %s |".formatted(diagnosis.code(),
                        diagnosis.title(), diagnosis.malignant() ? "yes" : "no", number(recall, diagnosis.code())))
                        .collect(Collectors.joining("\n")));
    }

    /** Three digits, or a dash where the figure could not be told. */
    private static String number(JsonObject object, String name) {
        return object.get(name) instanceof JsonNumber number
                ? String.format(Locale.ROOT, "%.3f", number.doubleValue()) : "–";
    }
}
