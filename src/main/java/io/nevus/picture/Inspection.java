package io.nevus.picture;

import io.nevus.triage.Refusal;

/** What the header of an uploaded picture says: it may be decoded, or it is refused. */
public sealed interface Inspection {

    /**
     * Looks at bytes that nobody trusts, in time linear to their number; whatever they are, nothing is thrown.
     * Format and size come from the content, as file names and declared types are often wrong.
     */
    static Inspection of(byte[] bytes) {
        try {
            return new Safe(read(new Bytes(bytes)));
        } catch (UnfitPicture unfit) {
            return new Unfit(unfit.refusal());
        }
    }

    private static Picture read(Bytes bytes) throws UnfitPicture {
        String start = bytes.start();
        if (start.startsWith(JpegReader.SIGNATURE)) {
            return new JpegReader(bytes).read();
        }
        if (start.startsWith(PngReader.SIGNATURE)) {
            return new PngReader(bytes).read();
        }
        throw ForeignFormat.refuse(start, bytes);
    }

    /** Its decoding takes bearable time and memory and gives the width and height that the picture says. */
    record Safe(Picture picture) implements Inspection {
    }

    record Unfit(Refusal refusal) implements Inspection {
    }
}
