package io.nevus.picture;

import io.nevus.triage.Refusal;
import io.nevus.triage.Refusal.Reason;

/** Carries a refusal out of the readers; never leaves this package. */
final class UnfitPicture extends Exception {

    private final transient Refusal refusal;

    UnfitPicture(Reason reason, String help) {
        super(help, null, false, false);
        this.refusal = new Refusal(reason, help);
    }

    static UnfitPicture incomplete() {
        return new UnfitPicture(Reason.UNREADABLE,
                "A part of this picture is missing: upload the original file again, and wait until it is complete.");
    }

    static UnfitPicture damaged() {
        return new UnfitPicture(Reason.UNREADABLE,
                "This picture is damaged: upload the original file, or open it in a viewer and save it anew.");
    }

    static UnfitPicture grey() {
        return new UnfitPicture(Reason.NOT_COLOUR,
                "This picture is black and white, but colour matters here: upload one in colour.");
    }

    /** @param title what it is, with its article: {@code a TIFF picture} */
    static UnfitPicture unsupported(String title) {
        return new UnfitPicture(Reason.UNSUPPORTED_FORMAT,
                "This is %s, which Nevus cannot read: save it as an ordinary JPEG or PNG.".formatted(title));
    }

    static UnfitPicture animated(String title) {
        return new UnfitPicture(Reason.ANIMATED,
                "This is %s, which holds several pictures: upload one as JPEG or PNG.".formatted(title));
    }

    Refusal refusal() {
        return refusal;
    }
}
