package io.nevus.model;

import io.nevus.picture.Picture;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/**
 * Pictures of moles to compare networks by, always the same. Own code, because Java's image library takes longer to
 * start than the network.
 */
final class DrawnLesion {

    private static final int SIDE = 224;
    private static final long SIGNATURE = 0x89504E470D0A1A0AL;
    private static final double[] SKIN = {225, 180, 175};
    private static final double[] BLACK = {48, 36, 36};
    private static final double[] GREY = {60, 50, 60};
    private static final double[] BROWN = {94, 52, 38};
    private static final double[] LIGHT_BROWN = {130, 80, 60};
    private static final double[] PINK = {150, 90, 80};
    /** Each lesion has two. */
    private static final double[][][] PIGMENTS = {
            {GREY, PINK}, {BLACK, BROWN}, {BROWN, GREY}, {BLACK, PINK}, {LIGHT_BROWN, GREY}};
    private static final int COUNT = 2 * PIGMENTS.length;

    private final int number;
    private long noise;

    private DrawnLesion(int number) {
        this.number = number;
        this.noise = number;
    }

    /** Of all pigments, small and even, then big with a ragged border and patches, as melanomas are. */
    static Stream<Picture> all() {
        return IntStream.range(0, COUNT).parallel().mapToObj(n -> new DrawnLesion(n).picture());
    }

    private Picture picture() {
        var file = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(file)) {
            out.writeLong(SIGNATURE);
            chunk(out, "IHDR", new byte[] {0, 0, 0, (byte) SIDE, 0, 0, 0, (byte) SIDE, 8, 2, 0, 0, 0}); // 8 bits, RGB
            chunk(out, "IDAT", pixels());
            chunk(out, "IEND", new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Picture(file.toByteArray(), Picture.Format.PNG, SIDE, SIDE, 1);
    }

    private static void chunk(DataOutputStream out, String type, byte[] content) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(type.getBytes(StandardCharsets.US_ASCII));
        sum.update(content);
        out.writeInt(content.length);
        out.writeBytes(type);
        out.write(content);
        out.writeInt((int) sum.getValue());
    }

    private byte[] pixels() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var rows = new DeflaterOutputStream(packed)) {
            for (int y = 0; y < SIDE; y++) {
                byte[] row = new byte[1 + 3 * SIDE];
                for (int x = 0; x < SIDE; x++) {
                    pixel(row, 1 + 3 * x, x - SIDE / 2, y - SIDE / 2);
                }
                rows.write(row);
            }
        }
        return packed.toByteArray();
    }

    private void pixel(byte[] row, int at, int x, int y) {
        boolean big = number >= PIGMENTS.length;
        double angle = Math.atan2(y, x);
        double raggedness = (big ? 0.21 : 0.06) * (Math.sin(3 * angle + number) + 0.6 * Math.sin(7 * angle + 2 * number));
        double border = (big ? 70 : 48) * (1 + raggedness);
        double pigment = 1 / (1 + Math.exp((Math.hypot(x, y) - border) / 3.2));
        double patches = (1 + Math.tanh((big ? 2.4 : 0.8) * (Math.sin(x * 0.06 + number) * Math.sin(y * 0.07 + 2 * number)
                + 0.5 * Math.sin((x + y) * 0.05)))) / 2;
        double grain = grain();
        double[][] mixed = PIGMENTS[number % PIGMENTS.length];
        for (int c = 0; c < 3; c++) {
            double lesion = mixed[0][c] + patches * (mixed[1][c] - mixed[0][c]);
            double colour = SKIN[c] + pigment * (lesion - SKIN[c]) + grain;
            row[at + c] = (byte) Math.clamp(Math.round(colour), 0, 255);
        }
    }

    /** As of a camera's sensor, about -12 to 12, by the usual linear congruence. */
    private double grain() {
        noise = noise * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
        return (noise >> 40) * 12.0 / (1 << 23);
    }
}
