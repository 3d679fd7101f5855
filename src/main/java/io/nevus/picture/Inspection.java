package io.nevus.picture;

import io.nevus.triage.Refusal;

/** What the header of an uploaded picture says: it may be decoded, or it is refused. */
public sealed interface Inspection {

    record Safe(Picture picture) implements Inspection {
    }

    record Unfit(Refusal refusal) implements Inspection {
    }
}
