package io.nevus.picture;

import java.util.Optional;

/**
 * Walks the segments of a JPEG the way libjpeg does, so that both have the same idea of its size. Own code, because
 * metadata libraries unpack whatever an attacker puts into a segment, and we need four numbers.
 */
final class JpegReader {

    static final String SIGNATURE = "\u00FF\u00D8\u00FF";

    private static final int TEM = 0x01;
    private static final int DHT = 0xC4;
    private static final int DAC = 0xCC;
    private static final int RST0 = 0xD0;
    private static final int RST7 = 0xD7;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int DQT = 0xDB;
    private static final int DNL = 0xDC;
    private static final int DRI = 0xDD;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP15 = 0xEF;
    private static final int COM = 0xFE;
    private static final String EXIF = "Exif\0";
    private static final int EXIF_LENGTH = 6;

    private final Bytes bytes;
    private Optional<JpegFrame> frame = Optional.empty();
    private Optional<Integer> orientation = Optional.empty();
    private int segments;
    private int scans;

    JpegReader(Bytes bytes) {
        this.bytes = bytes;
    }

    /** What follows the end (a second picture, the padding of phones) is nobody's business: libjpeg stops there too. */
    Picture read() throws UnfitPicture {
        int at = 2;
        while (true) {
            at = marker(at);
            int marker = bytes.u8(at);
            if (marker == EOI) {
                return picture();
            }
            int length = bytes.u16(at + 1);
            Limits.checkPieces(++segments);
            if (length < 2) {
                throw UnfitPicture.damaged();
            }
            segment(marker, bytes.slice(at + 3, length - 2));
            at += 1 + length;
        }
    }

    /** Where the next marker's code stands that has something to say. This loop sees every byte of the pixels. */
    private int marker(int from) throws UnfitPicture {
        byte[] array = bytes.array();
        for (int at = from; at < array.length - 1; at++) {
            if (array[at] == (byte) 0xFF && isTelling(array[at + 1] & 0xFF)) {
                return at + 1;
            }
        }
        throw UnfitPicture.incomplete();
    }

    /** Not a restart, nor a filler, nor the 0 that turns 0xFF into a pixel's. */
    private static boolean isTelling(int marker) {
        return marker != 0 && marker != TEM && marker != 0xFF && (marker < RST0 || marker > RST7);
    }

    private void segment(int marker, Bytes content) throws UnfitPicture {
        switch (marker) {
            case DHT, DAC, DQT, DNL, DRI, COM -> { }
            case SOS -> scan(frame.orElseThrow(UnfitPicture::damaged), content);
            case APP1 -> exif(content);
            default -> {
                if (JpegFrame.isMarker(marker) && frame.isEmpty()) {
                    frame = Optional.of(frame(marker, content));
                } else if (marker < APP0 || marker > APP15) {
                    throw UnfitPicture.damaged();
                }
            }
        }
    }

    /** Each block takes a bit at least; libjpeg would draw what is missing in grey, for as long as if it were there. */
    private JpegFrame frame(int marker, Bytes content) throws UnfitPicture {
        JpegFrame found = JpegFrame.of(marker, content);
        if (found.blocks() > (long) bytes.length() * Byte.SIZE) {
            throw UnfitPicture.incomplete();
        }
        return found;
    }

    private void scan(JpegFrame size, Bytes content) throws UnfitPicture {
        Limits.checkScans(++scans, size.pixels());
        Limits.checkDecoded(size.decoded(content.u8(0)));
    }

    /** The first one counts; thumbnails are inside it, so their frames are never seen. */
    private void exif(Bytes content) throws UnfitPicture {
        if (orientation.isEmpty() && content.startsWith(EXIF)) {
            orientation = Optional.of(ExifOrientation.of(content.from(EXIF_LENGTH)));
        }
    }

    private Picture picture() throws UnfitPicture {
        if (scans == 0) {
            throw UnfitPicture.damaged();
        }
        JpegFrame size = frame.orElseThrow(UnfitPicture::damaged);
        return new Picture(bytes.array(), Picture.Format.JPEG, size.width(), size.height(),
                orientation.orElse(ExifOrientation.UPRIGHT));
    }
}
