package io.nevus.train;

import io.nevus.triage.Reading;
import io.nevus.triage.Refusal.Reason;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the network says of labelled pictures, and which of them it could not be shown. */
record Readings(List<Read> read, List<Unread> unread) {

    /** What came of showing it one picture. */
    sealed interface Answer {
    }

    record Read(Example example, Reading reading) implements Answer {

        Scored scored() {
            return new Scored(example, reading.logits());
        }
    }

    /** @param reason {@link Reason#UNREADABLE} when the picture is missing or broken, else why its header forbids it */
    record Unread(Example example, Reason reason, String why) implements Answer {

        /** Whether it was refused for what it is, not for being damaged. */
        boolean barred() {
            return reason != Reason.UNREADABLE;
        }
    }

    List<Scored> scored() {
        return read.stream().map(Read::scored).toList();
    }

    List<Example> examples() {
        return read.stream().map(Read::example).toList();
    }

    /** The pictures that are missing or broken, a line each. */
    List<String> broken() {
        return unread.stream().filter(u -> !u.barred())
                .map(u -> "%s: %s".formatted(u.example().image(), u.why())).toList();
    }

    /** The pictures that both could be shown to the network, for a comparison in pairs. */
    Readings sharedWith(Readings other) {
        Set<Example> shared = other.read.stream().map(Read::example).collect(Collectors.toSet());
        return new Readings(read.stream().filter(r -> shared.contains(r.example())).toList(), List.of());
    }
}
