package io.nevus.model;

import io.nevus.picture.Picture;
import io.nevus.triage.Examination;
import java.util.Map;

/** What a kind of model makes of its network's numbers, as its card says. */
sealed interface Judge permits SevenClasses, OneProbability {

    /** @throws org.tensorflow.exceptions.TFInvalidArgumentException when the picture cannot be decoded */
    Examination examine(Network network, Views views, Picture picture);

    /** What the network says of one view of a picture, by name: for the self-test. */
    Map<String, Double> probabilities(Network network, Picture picture);

    /** The numbers that decide, of a picture that it might refuse: to compare networks. */
    Opinion opinion(Network network, Picture picture);

    /** What it said of the built-in picture when the model was made. */
    Map<String, Double> expected();

    String version();
}
