package io.nevus.picture;

import io.nevus.triage.Refusal.Reason;

/** How big and how odd a picture may be. */
final class Limits {

    /** The network looks at 224 pixels, so 64 are blown up 3.5 times; the smallest close-ups in use have 140. */
    static final int MIN_SIDE = 64;

    static final int MAX_SIDE = 12_000;

    /** The biggest of the usual phone cameras. Decoded they are 150 MB. */
    static final int MAX_PIXELS = 8_192 * 6_144;

    /** A mole with its skin around is about square; 8 to 1 is a banner or a scanned strip. */
    static final int MAX_ASPECT = 8;

    /** Encoders write 10 scans or so. */
    static final int MAX_SCANS = 64;

    /** Every scan visits every pixel: this is 30 megapixels in 10 scans, half a second for libjpeg at worst. */
    static final long MAX_SCANNED_PIXELS = 300_000_000;

    /** Bytes that libjpeg takes: progressive pictures need up to three times as much as others of their size. */
    static final long MAX_DECODED_JPEG = 170_000_000;

    /** A photograph of the 10 MB that may be uploaded unpacks to some 25 MB; 12 megapixels with alpha are 48 MB. */
    static final long MAX_UNPACKED_PNG = 50_000_000;

    /** Segments and chunks: encoders write pieces of 4 kB and more, so 10 MB are 2,500. */
    static final int MAX_PIECES = 10_000;

    private Limits() {
    }

    static void checkSize(long width, long height) throws UnfitPicture {
        long shorter = Math.min(width, height);
        long longer = Math.max(width, height);
        if (shorter < MIN_SIDE) {
            throw new UnfitPicture(Reason.TOO_SMALL,
                    "This picture has only %d x %d pixels: upload one with 450 or more on each side."
                            .formatted(width, height));
        }
        if (longer > MAX_SIDE || shorter * longer > MAX_PIXELS) {
            throw tooLarge();
        }
        if (longer > MAX_ASPECT * shorter) {
            throw new UnfitPicture(Reason.NOT_A_LESION,
                    "This picture is a long strip: upload one that shows the mole with a little skin all around it.");
        }
    }

    static void checkScans(int scans, long pixels) throws UnfitPicture {
        if (scans > MAX_SCANS || scans * pixels > MAX_SCANNED_PIXELS) {
            throw tooMuchToDecode();
        }
    }

    static void checkDecoded(long size) throws UnfitPicture {
        if (size > MAX_DECODED_JPEG) {
            throw tooMuchToDecode();
        }
    }

    static void checkPieces(int count) throws UnfitPicture {
        if (count > MAX_PIECES) {
            throw UnfitPicture.damaged();
        }
    }

    static void checkUnpacked(long size) throws UnfitPicture {
        if (size > MAX_UNPACKED_PNG) {
            throw tooLarge();
        }
    }

    private static UnfitPicture tooMuchToDecode() {
        return new UnfitPicture(Reason.TOO_LARGE,
                "This JPEG would take too much to decode: save it again as a baseline (not progressive) JPEG.");
    }

    private static UnfitPicture tooLarge() {
        return new UnfitPicture(Reason.TOO_LARGE,
                "This picture has too many pixels: crop it to the mole, or save it with at most 4,000 on each side.");
    }
}
