package io.nevus.triage;

import io.nevus.triage.Reading.Quality;
import io.nevus.triage.Refusal.Reason;
import java.util.Optional;

/**
 * Which pictures are not judged. The limits are fitted so that hardly any true lesion is turned away.
 *
 * @param darkest     least mean luminance, 0 to 255
 * @param brightest   greatest mean luminance
 * @param colour      least distance between the colour channels
 * @param sharpness   least mean absolute Laplacian
 * @param strangeness greatest distance from lesions
 */
public record Gate(double darkest, double brightest, double colour, double sharpness, double strangeness) {

    /** The reason not to judge the picture, if there is one; what is plainest to see comes first. */
    public Optional<Refusal> refuse(Quality quality, double strange) {
        if (quality.luminance() < darkest) {
            return refusal(Reason.DARK, "The picture is too dark: take it again in daylight or with the lamp on.");
        }
        if (quality.luminance() > brightest) {
            return refusal(Reason.BRIGHT, "The picture is too bright: take it again without flash or direct sunlight.");
        }
        if (quality.colour() < colour) {
            return refusal(Reason.NOT_COLOUR, "The picture has no colours: send a colour picture.");
        }
        if (quality.sharpness() < sharpness) {
            return refusal(Reason.BLURRED, "The picture is blurred: hold still, keep a hand's width away and let the "
                    + "camera focus on the mole.");
        }
        if (strange > strangeness) {
            return refusal(Reason.NOT_A_LESION, "This does not look like a close-up of a skin lesion: let a single mole "
                    + "fill the middle of the picture.");
        }
        return Optional.empty();
    }

    private static Optional<Refusal> refusal(Reason reason, String help) {
        return Optional.of(new Refusal(reason, help));
    }
}
