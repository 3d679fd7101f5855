package io.nevus.picture;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Damages files in the ways that networks, disks and attackers do; the same seed gives the same damage. */
public final class Mutations {

    private final Random random;
    private final List<byte[]> samples;

    public Mutations(long seed, Collection<byte[]> samples) {
        this.random = new Random(seed);
        this.samples = List.copyOf(samples);
    }

    public Stream<byte[]> stream() {
        return Stream.generate(() -> {
            byte[] mutated = sample().clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                mutated = mutate(mutated);
            }
            // A wrong checksum would hide the damage behind it
            return random.nextBoolean() ? PngParts.withChecksums(mutated) : mutated;
        });
    }

    private byte[] mutate(byte[] bytes) {
        int at = place(bytes.length);
        return switch (random.nextInt(8)) {
            case 0 -> changed(bytes, at, bytes.length == 0 ? 0 : bytes[at] ^ 1 << random.nextInt(8));
            case 1 -> changed(bytes, at, random.nextInt(256));
            case 2 -> changed(bytes, at, random.nextBoolean() ? 0xFF : 0);
            case 3 -> Arrays.copyOf(bytes, at);
            case 4 -> JpegParts.splice(bytes, at, piece(sample()));
            case 5 -> JpegParts.splice(bytes, at, piece(bytes));
            case 6 -> lengthThatLies(bytes, at);
            default -> without(bytes, at, random.nextInt(100));
        };
    }

    private byte[] sample() {
        return samples.get(random.nextInt(samples.size()));
    }

    /** More often in the header, where the damage is worth it. */
    private int place(int length) {
        return random.nextInt(Math.max(1, random.nextBoolean() ? length : Math.min(length, 700)));
    }

    private byte[] piece(byte[] bytes) {
        int from = place(bytes.length);
        return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + random.nextInt(2_000)));
    }

    private byte[] lengthThatLies(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        if (at + 4 <= bytes.length) {
            int[] lies = {0, 1, 2, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0xFFFF, bytes.length, random.nextInt()};
            ByteBuffer.wrap(changed).putInt(at, lies[random.nextInt(lies.length)]);
        }
        return changed;
    }

    private static byte[] changed(byte[] bytes, int at, int value) {
        byte[] changed = bytes.clone();
        if (at < bytes.length) {
            changed[at] = (byte) value;
        }
        return changed;
    }

    private static byte[] without(byte[] bytes, int at, int length) {
        byte[] rest = Arrays.copyOfRange(bytes, Math.min(bytes.length, at + length), bytes.length);
        return JpegParts.splice(rest, 0, Arrays.copyOf(bytes, at));
    }
}
