package io.nevus.bench;

import io.nevus.model.SavedModel;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** The drawn lesion that models are tried with, in the sizes of what people upload: no one's picture is needed. */
final class DrawnLesion {
    /** As of a camera at ISO 400: without it, a JPEG would have too few bytes. */
    private static final int GRAIN = 10;

    private DrawnLesion() {
    }

    /** 600x450 in 50 KB, as most dermoscopic pictures are. */
    static byte[] small() {
        return jpeg(grainy(enlarged(600, 450)), 50_000);
    }

    /** 12 megapixels in 4 MB, as telephones make them. */
    static byte[] photograph() {
        return jpeg(grainy(enlarged(4000, 3000)), 4_000_000);
    }

    /** The same without grain, of which a PNG would have too many bytes. */
    static byte[] photographAsPng() {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(enlarged(4000, 3000), "png", bytes);
        } catch (IOException e) {
            throw inMemory(e);
        }
        return bytes.toByteArray();
    }

    private static BufferedImage enlarged(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        try {
            BufferedImage drawing = ImageIO.read(new ByteArrayInputStream(SavedModel.selfTestPicture()));
            pen.drawImage(drawing, 0, 0, width, height, null);
        } catch (IOException e) {
            throw inMemory(e);
        } finally {
            pen.dispose();
        }
        return image;
    }

    private static BufferedImage grainy(BufferedImage image) {
        var random = new Random(1);
        int[] samples = new int[3 * image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRaster().getPixels(0, y, image.getWidth(), 1, samples);
            for (int i = 0; i < samples.length; i++) {
                samples[i] = Math.clamp(samples[i] + random.nextInt(-GRAIN, GRAIN), 0, 255);
            }
            image.getRaster().setPixels(0, y, image.getWidth(), 1, samples);
        }
        return image;
    }

    /** In the best quality that has no more bytes. */
    private static byte[] jpeg(BufferedImage image, int most) {
        byte[] bytes = jpeg(image, 0.95f);
        for (float quality = 0.9f; bytes.length > most; quality -= 0.05f) {
            bytes = jpeg(image, quality);
        }
        return bytes;
    }

    private static byte[] jpeg(BufferedImage image, float quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(quality);
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException e) {
            throw inMemory(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static IllegalStateException inMemory(IOException e) {
        return new IllegalStateException("Memory has no trouble", e);
    }
}
