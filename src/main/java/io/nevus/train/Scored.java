package io.nevus.train;

/**
 * A labelled picture and what the network says of it.
 *
 * @param logits of a balanced posterior, by the ordinal of the class
 */
record Scored(Example example, float[] logits) {
}
