package io.nevus.triage;

/**
 * Why a picture was not judged.
 *
 * @param reason what kind of trouble it is
 * @param help   one sentence that tells a person what to do about the picture
 */
public record Refusal(Reason reason, String help) {

    public enum Reason {
        UNREADABLE("unreadable"),
        UNSUPPORTED_FORMAT("unsupported-format"),
        ANIMATED("animated"),
        TOO_LARGE("too-large"),
        TOO_SMALL("too-small"),
        NOT_COLOUR("not-colour"),
        DARK("dark"),
        BRIGHT("bright"),
        BLURRED("blurred"),
        NOT_A_LESION("not-a-lesion");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** The stable word used in answers, logs and metrics, such as {@code not-colour}. */
        public String code() {
            return code;
        }
    }
}
