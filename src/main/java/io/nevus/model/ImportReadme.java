package io.nevus.model;

import jakarta.json.JsonObject;

/** What can be told to people about a model that was made elsewhere. */
final class ImportReadme {

    private ImportReadme() {
    }

    static String of(JsonObject card) {
        return """
                # Imported model %s

                A TensorFlow.js graph model (written by: %s), converted by `./nevus import`. **It is no medical device, and
                no substitute for a doctor.**

                It was made elsewhere: Nevus knows nothing of its data, its licence, or how often it is right. Whoever
                made it must say so.

                ## How it judges
                The whole picture, upright, is squeezed to %d x %d pixels (nearest neighbour, RGB from 0 to 255). The
                network's one sigmoid output is taken for the probability of a malignant lesion, uncalibrated; above
                %s the verdict is Cancer. It knows no classes and draws no heat map. Pictures are refused only when they
                are unreadable, grey, animated, or too large or small: dark or blurred ones, and things that are no
                lesions, are judged.
                """.formatted(card.getString("version"), card.getString("convertedBy"), card.getInt("inputSize"),
                card.getInt("inputSize"), card.getJsonNumber("threshold"));
    }
}
