package io.nevus.train;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Random;

/** What may befall a picture without the lesion being another one. */
enum Stress {
    ZOOMED_OUT("zoomed-out", "zoomed out to a third of the frame", (image, random) -> Distortions.zoomedOut(image, 1 / Math.sqrt(3), 0.5, 0.5)),
    ROTATED_90("rotated-90", "rotated by 90°", (image, random) -> Distortions.quarterTurn(image)),
    ROTATED_37("rotated-37", "rotated by 37°", (image, random) -> Distortions.rotated(image, 37)),
    BRIGHTENED("brightened", "brightened by 30 %", (image, random) -> Distortions.lit(image, 1.3f, 1.3f, 1.3f)),
    DARKENED("darkened", "darkened by 30 %", (image, random) -> Distortions.lit(image, 0.7f, 0.7f, 0.7f)),
    BLURRED("blurred", "blurred (σ 0.7 % of the longer side)", (image, random) -> Distortions.blurred(image, 0.007)),
    RECOMPRESSED("recompressed", "JPEG of quality 30", (image, random) -> image) {
        @Override
        byte[] encoded(BufferedImage distorted) throws IOException {
            return Distortions.jpeg(distorted, 0.3f);
        }
    },
    WARM("warm", "warm white balance", (image, random) -> Distortions.lit(image, 1.1f, 1, 0.85f)),
    COOL("cool", "cool white balance", (image, random) -> Distortions.lit(image, 0.88f, 1, 1.12f)),
    NOISY("noisy", "noisy (σ 15 of 255)", (image, random) -> Distortions.noisy(image, 15, random));

    private final String key;
    private final String title;
    private final Distortion distortion;

    private interface Distortion {
        BufferedImage of(BufferedImage image, Random random);
    }

    Stress(String key, String title, Distortion distortion) {
        this.key = key;
        this.title = title;
        this.distortion = distortion;
    }

    String key() {
        return key;
    }

    String title() {
        return title;
    }

    /** A file of the distorted picture; the same seed gives the same one. */
    byte[] of(BufferedImage upright, long seed) throws IOException {
        return encoded(distortion.of(upright, new Random(seed)));
    }

    byte[] encoded(BufferedImage distorted) throws IOException {
        return Distortions.png(distorted);
    }
}
