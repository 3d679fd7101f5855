package io.nevus.http;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import io.helidon.service.registry.Services;
import io.nevus.triage.Prediction;
import io.nevus.triage.Refusal;
import io.nevus.triage.Verdict;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What /observe/metrics says of our own work; all meters exist from the start, so that none appears out of nowhere. */
final class Meters {
    private final Map<Verdict, Counter> predictions = new EnumMap<>(Verdict.class);
    private final Map<Refusal.Reason, Counter> refusals = new EnumMap<>(Refusal.Reason.class);
    private final Timer examining;
    private final Timer keeping;
    private final Counter modelChanges;
    private final Counter modelFailures;
    private Optional<Gauge<Integer>> model = Optional.empty();

    Meters() {
        MeterRegistry registry = Services.get(MeterRegistry.class);
        for (Verdict verdict : Verdict.values()) {
            predictions.put(verdict, registry.getOrCreate(Counter.builder("nevus_predictions")
                    .description("Pictures judged and kept").tags(List.of(Tag.create("verdict", verdict.title())))));
        }
        for (Refusal.Reason reason : Refusal.Reason.values()) {
            refusals.put(reason, registry.getOrCreate(Counter.builder("nevus_refusals")
                    .description("Pictures refused").tags(List.of(Tag.create("reason", reason.code())))));
        }
        examining = registry.getOrCreate(Timer.builder("nevus_examine").description("Time to look at a picture"));
        keeping = registry.getOrCreate(Timer.builder("nevus_keep").description("Time to put a prediction on disk"));
        modelChanges = registry.getOrCreate(Counter.builder("nevus_model_changes")
                .description("Times that a newer model has taken over"));
        modelFailures = registry.getOrCreate(Counter.builder("nevus_model_failures")
                .description("Attempts in vain to get the model, or a newer one"));
    }

    /** The version is a label, as a metric's value is a number. */
    synchronized void modelServes(String version) {
        MeterRegistry registry = Services.get(MeterRegistry.class);
        model.ifPresent(registry::remove);
        model = Optional.of(registry.getOrCreate(Gauge.builder("nevus_model_info", () -> 1)
                .description("The model that serves").tags(List.of(Tag.create("version", version)))));
    }

    void modelChanged() {
        modelChanges.increment();
    }

    void modelFailed() {
        modelFailures.increment();
    }

    void examined(Duration time) {
        examining.record(time);
    }

    void kept(Prediction prediction, Duration time) {
        predictions.get(prediction.verdict()).increment();
        keeping.record(time);
    }

    void refused(Refusal refusal) {
        refusals.get(refusal.reason()).increment();
    }
}
