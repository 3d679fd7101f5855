package io.nevus.http;

import io.nevus.picture.PictureFactory;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds well-formed and not so well-formed forms. */
public final class Multipart {
    public static final String TYPE = "multipart/form-data; boundary=edge";
    private static final byte[] LESION = PictureFactory.jpeg();
    private static final byte[] BLURRED = PictureFactory.jpeg(PictureFactory.uniform(400, 300, new Color(220, 170, 150)));

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public static Multipart image(byte[] picture) {
        return new Multipart().part("name=\"image\"; filename=\"mole.jpg\"", picture);
    }

    /** A drawn lesion that the model judges. */
    static byte[] picture() {
        return LESION.clone();
    }

    /** The same in exactly so many bytes. */
    static byte[] picture(int size) {
        return PictureFactory.jpegOfBytes(LESION, size);
    }

    /** A picture that the model refuses. */
    static byte[] blurred() {
        return BLURRED.clone();
    }

    Multipart part(String disposition, byte[] content) {
        return raw("--edge\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n").raw(content).raw("\r\n");
    }

    Multipart part(String disposition, String content) {
        return part(disposition, content.getBytes(StandardCharsets.UTF_8));
    }

    Multipart raw(String text) {
        return raw(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Multipart raw(byte[] content) {
        bytes.writeBytes(content);
        return this;
    }

    /** Without its end. */
    byte[] open() {
        return bytes.toByteArray();
    }

    public byte[] bytes() {
        return raw("--edge--\r\n").open();
    }
}
