package io.nevus.triage;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The seven diagnoses of HAM10000, in alphabetical order, which is the order of the network's outputs. */
public enum LesionClass {
    AKIEC("Actinic keratosis or Bowen's disease", true),
    BCC("Basal cell carcinoma", true),
    BKL("Benign keratosis", false),
    DF("Dermatofibroma", false),
    MEL("Melanoma", true),
    NV("Melanocytic nevus", false),
    VASC("Vascular lesion", false);

    private final String title;
    private final boolean malignant;

    LesionClass(String title, boolean malignant) {
        this.title = title;
        this.malignant = malignant;
    }

    /** The data set's abbreviation in lower case, such as {@code mel}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    /** Whether a doctor must treat it. */
    public boolean malignant() {
        return malignant;
    }

    /** @throws IllegalArgumentException naming the known codes */
    public static LesionClass ofCode(String code) {
        return Arrays.stream(values()).filter(c -> c.code().equalsIgnoreCase(code.strip())).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown lesion class '%s'; the known ones are %s"
                        .formatted(code, codes())));
    }

    public static List<String> codes() {
        return Arrays.stream(values()).map(LesionClass::code).toList();
    }
}
