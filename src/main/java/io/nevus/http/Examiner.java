package io.nevus.http;

import io.nevus.history.History;
import io.nevus.model.Model;
import io.nevus.triage.Examination;
import io.nevus.triage.Prediction;
import io.nevus.triage.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** The one operation behind both faces: look at a picture and, when it could be judged, keep the prediction. */
final class Examiner {
    private final Model model;
    private final History history;
    private final Meters meters;
    private final Admission admission;

    Examiner(Model model, History history, Meters meters, Admission admission) {
        this.model = model;
        this.history = history;
        this.meters = meters;
        this.admission = admission;
    }

    Finding examine(byte[] picture, Exchange exchange) {
        long start = System.nanoTime();
        Examination examination = admission.admit(() -> model.examine(picture));
        exchange.examined(since(start));
        meters.examined(exchange.examining());
        return switch (examination) {
            case Examination.Judged judged -> new Finding.Kept(keep(judged, exchange), judged);
            case Examination.Refused(Refusal refusal) -> {
                meters.refused(refusal);
                yield new Finding.Refused(refusal);
            }
        };
    }

    private Prediction keep(Examination.Judged judged, Exchange exchange) {
        Prediction prediction = Prediction.of(judged, UUID.randomUUID(), Instant.now());
        long start = System.nanoTime();
        history.keep(prediction);
        exchange.kept(since(start));
        meters.kept(prediction, exchange.keeping());
        return prediction;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** What a client is told. */
    sealed interface Finding {

        record Kept(Prediction prediction, Examination.Judged judged) implements Finding {
        }

        record Refused(Refusal refusal) implements Finding {
        }
    }
}
