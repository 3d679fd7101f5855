package io.nevus.http;

import io.helidon.common.buffers.DataReader;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Leaves out what may follow the size of a chunk and must be ignored (RFC 9112, 7.1.1). Helidon 4.4 takes the whole
 * line for the size; it reads no other lines by this method but the last one, which must be empty and stays as it is.
 */
final class ChunkExtensions extends DataReader {
    private static final Pattern EXTENDED = Pattern.compile("([0-9A-Fa-f]+)[ \t]*;.*");

    /** There is no other way in: what {@code DataReader.create} makes cannot be changed. */
    @SuppressWarnings("removal")
    ChunkExtensions(Supplier<byte[]> bytes) {
        super(bytes);
    }

    @Override
    public String readLine() {
        String line = super.readLine();
        Matcher extended = EXTENDED.matcher(line);
        return extended.matches() ? extended.group(1) : line;
    }
}
