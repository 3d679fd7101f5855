package io.nevus.train;

/**
 * A plot that was written as PNG and SVG.
 *
 * @param file name without ending
 * @param says what there is to see
 */
record Plot(String file, String title, String says) {
}
