package io.nevus.train;

import io.nevus.triage.LesionClass;

/**
 * One labelled picture.
 *
 * @param image  its name without ending, such as {@code ISIC_0024306}
 * @param lesion the lesion it shows; pictures of one lesion never part
 */
record Example(String image, String lesion, LesionClass diagnosis) {
}
