package io.nevus.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds well-formed and not so well-formed forms. */
final class Multipart {
    static final String TYPE = "multipart/form-data; boundary=edge";
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    static Multipart image(byte[] picture) {
        return new Multipart().part("name=\"image\"; filename=\"mole.jpg\"", picture);
    }

    /** A picture that the tests' model judges; the mark decides how. */
    static byte[] picture(int size, String mark) {
        byte[] picture = Arrays.copyOf(("\u00ff\u00d8" + mark).getBytes(StandardCharsets.ISO_8859_1), size);
        return picture;
    }

    static byte[] picture() {
        return picture(1_000, "");
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

    byte[] bytes() {
        return raw("--edge--\r\n").open();
    }
}
