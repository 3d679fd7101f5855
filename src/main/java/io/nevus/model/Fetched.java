package io.nevus.model;

import java.nio.file.Path;

/**
 * What a download brought.
 *
 * @param copy  the model directory
 * @param state of the origin that it was made of
 */
record Fetched(Path copy, String state) {
}
