package io.nevus.http;

import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.service.registry.Services;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.health.HealthObserver;
import io.helidon.webserver.observe.metrics.MetricsObserver;
import io.nevus.history.History;
import java.util.Optional;
import java.util.Set;

/** Whether the process lives, has started, and can judge and keep pictures; and its metrics. */
final class Health {
    static final Set<String> PATHS = Set.of("/observe/health", "/observe/health/live", "/observe/health/ready",
            "/observe/health/started", "/observe/metrics");

    private Health() {
    }

    static ObserveFeature feature(LoadingModel model, History history) {
        var health = HealthObserver.builder()
                .details(true)
                .useSystemServices(false)
                .addCheck(() -> answer(Optional.empty()), HealthCheckType.LIVENESS, "process")
                .addCheck(() -> answer(model.obstacleToStart()), HealthCheckType.STARTUP, "model")
                .addCheck(() -> answer(model), HealthCheckType.READINESS, "model")
                .addCheck(() -> answer(history.problem()), HealthCheckType.READINESS, "history")
                .build();
        return ObserveFeature.builder()
                .observersDiscoverServices(false)
                .addObserver(health)
                .addObserver(metrics())
                .build();
    }

    private static HealthCheckResponse answer(Optional<String> problem) {
        return status(problem).build();
    }

    private static HealthCheckResponse answer(LoadingModel model) {
        HealthCheckResponse.Builder answer = status(model.problem());
        model.version().ifPresent(version -> answer.detail("version", version));
        model.notice().ifPresent(notice -> answer.detail("notice", notice));
        return answer.build();
    }

    private static HealthCheckResponse.Builder status(Optional<String> problem) {
        var answer = HealthCheckResponse.builder().status(problem.isEmpty());
        problem.ifPresent(reason -> answer.detail("reason", reason));
        return answer;
    }

    /** The registry of {@link Meters}; left to itself the observer would make another. */
    private static MetricsObserver metrics() {
        return MetricsObserver.create(metrics -> metrics.meterRegistry(Services.get(MeterRegistry.class)));
    }
}
