package io.nevus.picture;

import io.nevus.triage.Refusal.Reason;
import java.util.List;

/** A format that people upload and Nevus does not take, told by its first bytes, so that the help can name it. */
record ForeignFormat(int at, String magic, UnfitPicture refusal) {

    /** The first that fits counts. */
    private static final List<ForeignFormat> KNOWN = List.of(
            still(0, "GIF8", "a GIF picture"),
            still(8, "WEBP", "a WebP picture"),
            moving(4, "ftyphev", "a HEIF sequence"),
            moving(4, "ftypmsf1", "a HEIF sequence"),
            still(4, "ftyphe", "a HEIC picture"),
            still(4, "ftypmif1", "a HEIF picture"),
            moving(4, "ftypavis", "an animated AVIF"),
            still(4, "ftypavif", "an AVIF picture"),
            still(4, "ftypcrx", "a raw photograph"),
            still(4, "ftyp", "a video"),
            still(0, "II*\0", "a TIFF picture"),
            still(0, "MM\0*", "a TIFF picture"),
            still(0, "II+\0", "a TIFF picture"),
            still(0, "MM\0+", "a TIFF picture"),
            still(0, "\u00FF\n", "a JPEG XL picture"),
            still(4, "JXL \r\n\u0087\n", "a JPEG XL picture"),
            still(4, "jP  \r\n\u0087\n", "a JPEG 2000 picture"),
            still(0, "\u00FFO\u00FFQ", "a JPEG 2000 picture"),
            still(0, "8BPS", "a Photoshop file"),
            still(0, "%PDF-", "a PDF document"),
            still(128, "DICM", "a DICOM file"));

    private static final int WEBP_FLAGS = 20;
    private static final int WEBP_ANIMATION = 2;

    private static ForeignFormat still(int at, String magic, String title) {
        return new ForeignFormat(at, magic, UnfitPicture.unsupported(title));
    }

    private static ForeignFormat moving(int at, String magic, String title) {
        return new ForeignFormat(at, magic, UnfitPicture.animated(title));
    }

    /** @param start the first bytes, one character each */
    static UnfitPicture refuse(String start, Bytes bytes) {
        if (start.startsWith("GIF8") && GifReader.isAnimated(bytes)) {
            return UnfitPicture.animated("an animated GIF");
        }
        if (start.startsWith("WEBPVP8X", 8) && start.length() > WEBP_FLAGS
                && (start.charAt(WEBP_FLAGS) & WEBP_ANIMATION) != 0) {
            return UnfitPicture.animated("an animated WebP");
        }
        // Two letters may start any text, a word may be inside one
        if (start.startsWith("BM") && start.startsWith("\0\0\0\0", 6)) {
            return UnfitPicture.unsupported("a BMP picture");
        }
        if (start.stripLeading().startsWith("<") && start.contains("<svg")) {
            return UnfitPicture.unsupported("an SVG drawing");
        }
        return KNOWN.stream().filter(format -> start.startsWith(format.magic, format.at)).findFirst()
                .map(ForeignFormat::refusal)
                .orElseGet(() -> new UnfitPicture(Reason.UNREADABLE,
                        "This file is empty, damaged or no picture at all: upload a photograph as JPEG or PNG."));
    }
}
