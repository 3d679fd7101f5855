package io.nevus.train;

import io.nevus.triage.LesionClass;

/**
 * One labelled picture.
 *
 * @param image  its name without ending, such as {@code ISIC_0024306}
 * @param lesion the lesion it shows; pictures of one lesion never part
 * @param listed the lesion that its table names, which is another where {@link NearDuplicates} joined two
 */
record Example(String image, String lesion, LesionClass diagnosis, String listed) {

    Example(String image, String lesion, LesionClass diagnosis) {
        this(image, lesion, diagnosis, lesion);
    }

    Example joinedTo(String lesion) {
        return new Example(image, lesion, diagnosis, listed);
    }
}
