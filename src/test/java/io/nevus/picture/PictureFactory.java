package io.nevus.picture;

import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** Draws pictures of moles and writes them as every kind of file that a person or an attacker might upload. */
public final class PictureFactory {

    private static final float QUALITY = 0.9f;
    private static final Color SKIN = new Color(222, 176, 150);
    private static final Color PIGMENT = new Color(94, 52, 38);

    private PictureFactory() {
    }

    // --- Drawing: images that the writers below take

    /** A brown mole in the middle of the skin. */
    public static BufferedImage lesion(int width, int height) {
        return lesion(width, height, width / 2, height / 2, Math.min(width, height) / 4);
    }

    /** A brown mole with an uneven border, all in pixels; the same arguments always draw the same image. */
    public static BufferedImage lesion(int width, int height, int centreX, int centreY, int radius) {
        Random random = new Random(42);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double angle = Math.atan2(y - centreY, x - centreX);
                double border = radius * (1 + 0.12 * Math.sin(3 * angle) + 0.06 * Math.sin(7 * angle + 1));
                double depth = (border - Math.hypot(x - centreX, y - centreY)) / Math.max(1, radius * 0.15);
                double share = 1 / (1 + Math.exp(-2 * depth));
                image.setRGB(x, y, mix(share, 9 * random.nextGaussian()));
            }
        }
        return image;
    }

    public static BufferedImage uniform(int width, int height, Color colour) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setColor(colour);
        pen.fillRect(0, 0, width, height);
        pen.dispose();
        return image;
    }

    /** The same image with all light taken away but this share of it, 0 to 1; above 1 it is overexposed. */
    public static BufferedImage lit(BufferedImage image, double share) {
        return Images.lit(image, share);
    }

    /** As a camera out of focus sees it: three passes of a box of this many pixels. */
    public static BufferedImage blurred(BufferedImage image, int box) {
        return Images.blurred(image, box);
    }

    // --- JPEG

    /** The picture to use when any good one will do: a mole of 600 x 450 pixels, about 100 kB. */
    public static byte[] jpeg() {
        return jpeg(lesion(400, 300));
    }

    public static byte[] jpeg(BufferedImage image) {
        return jpeg(image, QUALITY);
    }

    /** @param quality from 0 to 1 */
    public static byte[] jpeg(BufferedImage image, float quality) {
        return write("jpeg", new IIOImage(Images.copy(image, BufferedImage.TYPE_3BYTE_BGR), null, null), param -> {
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
        });
    }

    public static byte[] progressiveJpeg(BufferedImage image) {
        return write("jpeg", new IIOImage(Images.copy(image, BufferedImage.TYPE_3BYTE_BGR), null, null),
                param -> param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT));
    }

    /** A progressive picture whose last scan comes again and again until there are this many. */
    public static byte[] jpegOfScans(BufferedImage image, int scans) {
        return JpegParts.repeatLastScan(progressiveJpeg(image), scans);
    }

    /** As some phones and sites write them: without the JFIF marker. */
    public static byte[] jpegWithoutJfif(BufferedImage image) {
        return JpegParts.withoutJfif(jpeg(image));
    }

    /** One component, the way black-and-white scans come. */
    public static byte[] greyJpeg(BufferedImage image) {
        return write("jpeg", new IIOImage(Images.copy(image, BufferedImage.TYPE_BYTE_GRAY), null, null), param -> { });
    }

    /** Four components, the way print shops store them. */
    public static byte[] cmykJpeg(BufferedImage image) {
        var inks = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, image.getWidth(), image.getHeight(), 4, null);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                Color colour = new Color(image.getRGB(x, y));
                inks.setPixel(x, y, new int[] {
                    255 - colour.getRed(), 255 - colour.getGreen(), 255 - colour.getBlue(), 0});
            }
        }
        return write("jpeg", new IIOImage(inks, null, null), param -> { });
    }

    /** A picture that a viewer shows like the given image, though its pixels are stored turned and its EXIF says so. */
    public static byte[] rotatedJpeg(BufferedImage upright, int orientation) {
        return withOrientation(jpeg(Images.stored(upright, orientation)), orientation);
    }

    /** The same pixels with an EXIF orientation, 1 to 8. */
    public static byte[] withOrientation(byte[] jpeg, int orientation) {
        return JpegParts.insert(jpeg, 0xE1, JpegParts.exifSegment(JpegParts.bigEndianTiff(orientation)));
    }

    /** The same picture with comments added until the file has exactly this many bytes. */
    public static byte[] jpegOfBytes(byte[] jpeg, int size) {
        return JpegParts.pad(jpeg, size);
    }

    // --- PNG and GIF

    public static byte[] png(BufferedImage image) {
        return write("png", new IIOImage(image, null, null), param -> { });
    }

    public static byte[] interlacedPng(BufferedImage image) {
        return write("png", new IIOImage(image, null, null),
                param -> param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT));
    }

    public static byte[] alphaPng(BufferedImage image) {
        return png(Images.copy(image, BufferedImage.TYPE_INT_ARGB));
    }

    public static byte[] greyPng(BufferedImage image) {
        return png(Images.copy(image, BufferedImage.TYPE_BYTE_GRAY));
    }

    public static byte[] greyAlphaPng(BufferedImage image) {
        return png(Images.deep(image, ColorSpace.CS_GRAY, true, DataBuffer.TYPE_BYTE));
    }

    public static byte[] sixteenBitPng(BufferedImage image) {
        return png(Images.deep(image, ColorSpace.CS_sRGB, false, DataBuffer.TYPE_USHORT));
    }

    /** A palette of 2, 4, 16 or 256 colours from pigment to skin. */
    public static byte[] palettePng(BufferedImage image, int colours) {
        int[] palette = new int[colours];
        Arrays.setAll(palette, i -> mix(1 - i / (colours - 1.0), 0));
        int bits = Integer.numberOfTrailingZeros(colours);
        var model = new IndexColorModel(bits, colours, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
        var type = bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY;
        BufferedImage indexed = new BufferedImage(image.getWidth(), image.getHeight(), type, model);
        indexed.createGraphics().drawImage(image, 0, 0, null);
        return png(indexed);
    }

    /** Fifty-odd bytes that promise a picture of any size. */
    public static byte[] pngHeader(int width, int height) {
        return PngParts.header(width, height);
    }

    /** Says that it moves: a PNG with animation control before its pixels. */
    public static byte[] animatedPng(BufferedImage image) {
        return PngParts.insert(png(image), "acTL", new byte[] {0, 0, 0, 2, 0, 0, 0, 0});
    }

    /** A small file whose text would unpack to this many bytes. */
    public static byte[] textBombPng(BufferedImage image, int chunks, int unpacked) {
        return PngParts.insertMany(png(image), "zTXt", PngParts.compressed("Comment", new byte[unpacked]), chunks);
    }

    /** A small file whose colour profile would unpack to this many bytes. */
    public static byte[] profileBombPng(BufferedImage image, int unpacked) {
        return PngParts.insert(png(image), "iCCP", PngParts.compressed("Profile", PngParts.profile(unpacked)));
    }

    public static byte[] gif(BufferedImage image) {
        return write("gif", new IIOImage(image, null, null), param -> { });
    }

    public static byte[] animatedGif(BufferedImage... frames) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        var bytes = new ByteArrayOutputStream();
        try (var output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.prepareWriteSequence(null);
            for (BufferedImage frame : frames) {
                writer.writeToSequence(new IIOImage(frame, null, null), null);
            }
            writer.endWriteSequence();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    // --- How it is done

    private static byte[] write(String format, IIOImage image, Consumer<ImageWriteParam> settings) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        settings.accept(param);
        var bytes = new ByteArrayOutputStream();
        try (var output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.write(null, image, param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static int mix(double pigment, double noise) {
        return Images.rgb(SKIN.getRed() + pigment * (PIGMENT.getRed() - SKIN.getRed()) + noise,
                SKIN.getGreen() + pigment * (PIGMENT.getGreen() - SKIN.getGreen()) + noise,
                SKIN.getBlue() + pigment * (PIGMENT.getBlue() - SKIN.getBlue()) + noise);
    }
}
