package io.nevus.train;

/**
 * The signs of the {@value #SIDE} by {@value #SIDE} lowest frequencies of a picture's cosine transform (pHash, Zauner
 * 2010): own code, as the libraries for it take decoded images of AWT and know no turned pictures.
 */
record PerceptualHash(long first, long second, long third, long fourth) {

    private static final int SIDE = 16;
    private static final float[][] COSINES = cosines();

    private static float[][] cosines() {
        float[][] cosines = new float[SIDE][Miniature.SIDE];
        for (int frequency = 0; frequency < SIDE; frequency++) {
            for (int x = 0; x < Miniature.SIDE; x++) {
                cosines[frequency][x] = (float) Math.cos(Math.PI * (2 * x + 1) * frequency / (2 * Miniature.SIDE));
            }
        }
        return cosines;
    }

    /** Of the picture in all {@link Miniature#turned} positions, which change no more than signs and places. */
    static PerceptualHash[] ofAllTurns(Miniature miniature) {
        float[][] transform = transform(miniature);
        PerceptualHash[] hashes = new PerceptualHash[Miniature.TURNS];
        for (int turn = 0; turn < Miniature.TURNS; turn++) {
            long[] bits = new long[4];
            for (int v = 0; v < SIDE; v++) {
                for (int u = 0; u < SIDE; u++) {
                    float value = (turn & 4) == 0 ? transform[v][u] : transform[u][v];
                    boolean mirrored = (turn & 1 & u ^ turn >> 1 & 1 & v) == 1;
                    if (mirrored ? value < 0 : value > 0) {
                        bits[v / 4] |= 1L << v % 4 * SIDE + u;
                    }
                }
            }
            hashes[turn] = new PerceptualHash(bits[0], bits[1], bits[2], bits[3]);
        }
        return hashes;
    }

    private static float[][] transform(Miniature miniature) {
        float[][] rows = new float[SIDE][Miniature.SIDE];
        float[][] transform = new float[SIDE][SIDE];
        for (int u = 0; u < SIDE; u++) {
            for (int y = 0; y < Miniature.SIDE; y++) {
                for (int x = 0; x < Miniature.SIDE; x++) {
                    rows[u][y] += COSINES[u][x] * miniature.grey()[y * Miniature.SIDE + x];
                }
            }
            for (int v = 0; v < SIDE; v++) {
                for (int y = 0; y < Miniature.SIDE; y++) {
                    transform[v][u] += COSINES[v][y] * rows[u][y];
                }
            }
        }
        return transform;
    }

    /** The number of bits that differ, of 256. */
    int distance(PerceptualHash other) {
        return Long.bitCount(first ^ other.first) + Long.bitCount(second ^ other.second)
                + Long.bitCount(third ^ other.third) + Long.bitCount(fourth ^ other.fourth);
    }
}
