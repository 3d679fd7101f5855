package io.nevus.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Unsigned numbers from bytes that nobody trusts: to read beyond the end is an incomplete picture, not a crash. */
record Bytes(ByteBuffer buffer) {

    private static final int START_LENGTH = 1_024;

    Bytes(byte[] array) {
        this(ByteBuffer.wrap(array));
    }

    /** The array as it was given; not for slices. */
    byte[] array() {
        return buffer.array();
    }

    int length() {
        return buffer.limit();
    }

    int u8(long at) throws UnfitPicture {
        return Byte.toUnsignedInt(buffer.get(index(at, Byte.BYTES)));
    }

    int u16(long at) throws UnfitPicture {
        return Short.toUnsignedInt(buffer.getShort(index(at, Short.BYTES)));
    }

    long u32(long at) throws UnfitPicture {
        return Integer.toUnsignedLong(buffer.getInt(index(at, Integer.BYTES)));
    }

    Bytes slice(long at, long length) throws UnfitPicture {
        return new Bytes(buffer.slice(index(at, length), (int) length).order(buffer.order()));
    }

    Bytes from(long at) throws UnfitPicture {
        return slice(at, length() - at);
    }

    Bytes order(ByteOrder order) {
        return new Bytes(buffer.duplicate().order(order));
    }

    /** As much of the start as tells the format, one character a byte. */
    String start() {
        return start(START_LENGTH);
    }

    boolean startsWith(String text) {
        return start(text.length()).equals(text);
    }

    private String start(int longest) {
        byte[] start = new byte[Math.min(length(), longest)];
        buffer.get(0, start);
        return new String(start, StandardCharsets.ISO_8859_1);
    }

    private int index(long at, long size) throws UnfitPicture {
        if (at < 0 || size < 0 || at + size > length()) {
            throw UnfitPicture.incomplete();
        }
        return (int) at;
    }
}
