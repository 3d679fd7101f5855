package io.nevus.picture;

import static io.nevus.picture.PictureFactory.lesion;

import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.Map;

/** One file of every kind, by name. */
public final class PictureSamples {

    static final int WIDTH = 120;
    static final int HEIGHT = 90;

    private static final BufferedImage MOLE = lesion(WIDTH, HEIGHT);

    private PictureSamples() {
    }

    static Map<String, byte[]> good() {
        Map<String, byte[]> good = new LinkedHashMap<>();
        good.put("baseline JPEG", PictureFactory.jpeg(MOLE));
        good.put("progressive JPEG", PictureFactory.progressiveJpeg(MOLE));
        good.put("JPEG of 64 scans", PictureFactory.jpegOfScans(MOLE, 64));
        good.put("JPEG without JFIF", PictureFactory.jpegWithoutJfif(MOLE));
        good.put("rotated JPEG", PictureFactory.withOrientation(PictureFactory.jpeg(MOLE), 6));
        good.put("padded JPEG", PictureFactory.jpegOfBytes(PictureFactory.jpeg(MOLE), 200_000));
        good.put("RGB PNG", PictureFactory.png(MOLE));
        good.put("RGBA PNG", PictureFactory.alphaPng(MOLE));
        good.put("16-bit PNG", PictureFactory.sixteenBitPng(MOLE));
        good.put("interlaced PNG", PictureFactory.interlacedPng(MOLE));
        for (int colours : new int[] {2, 4, 16, 256}) {
            good.put("PNG of %d colours".formatted(colours), PictureFactory.palettePng(MOLE, colours));
        }
        good.put("PNG with packed text", PictureFactory.textBombPng(MOLE, 2, 1_000));
        good.put("PNG with a profile", PictureFactory.profileBombPng(MOLE, 1_000));
        return good;
    }

    static Map<String, byte[]> bad() {
        Map<String, byte[]> bad = new LinkedHashMap<>();
        bad.put("grey JPEG", PictureFactory.greyJpeg(MOLE));
        bad.put("CMYK JPEG", PictureFactory.cmykJpeg(MOLE));
        bad.put("grey PNG", PictureFactory.greyPng(MOLE));
        bad.put("grey PNG with alpha", PictureFactory.greyAlphaPng(MOLE));
        bad.put("animated PNG", PictureFactory.animatedPng(MOLE));
        bad.put("GIF", PictureFactory.gif(MOLE));
        bad.put("animated GIF", PictureFactory.animatedGif(MOLE, MOLE));
        bad.put("PNG header", PictureFactory.pngHeader(100_000, 100_000));
        return bad;
    }

    public static Map<String, byte[]> all() {
        Map<String, byte[]> all = good();
        all.putAll(bad());
        return all;
    }
}
