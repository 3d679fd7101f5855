package io.nevus.history;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Attempts to keep a prediction that may have reached the store although their callers were told that nothing was kept.
 * What they wrote is deleted, more than once: a network that stalled may deliver them late.
 */
final class Unacknowledged {
    /** About 1 MB. */
    private static final int CAPACITY = 5_000;
    private static final Duration SETTLED = Duration.ofSeconds(30);

    private final Map<UUID, Attempt> attempts = new ConcurrentHashMap<>();

    boolean isFull() {
        return attempts.size() >= CAPACITY;
    }

    void add(UUID id, String name) {
        attempts.put(id, new Attempt(name, Optional.empty()));
    }

    /** For the same is about to be kept again, and may be acknowledged this time. */
    void forget(UUID id) {
        if (attempts.containsKey(id)) {
            forgetBetweenDeletions(id);
        }
    }

    private synchronized void forgetBetweenDeletions(UUID id) {
        attempts.remove(id);
    }

    /** @param deletion of the documents with these ids as far as these attempts wrote them */
    synchronized void delete(Consumer<Map<UUID, String>> deletion) {
        Map<UUID, Attempt> due = Map.copyOf(attempts);
        if (due.isEmpty()) {
            return;
        }
        deletion.accept(due.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().name())));
        long now = System.nanoTime();
        due.forEach((id, attempt) -> {
            if (attempt.deletedAt().isEmpty()) {
                attempts.replace(id, attempt, new Attempt(attempt.name(), Optional.of(now)));
            } else if (now - attempt.deletedAt().get() > SETTLED.toNanos()) {
                attempts.remove(id, attempt);
            }
        });
    }

    /** @param deletedAt when it was deleted for the first time, by {@link System#nanoTime} */
    private record Attempt(String name, Optional<Long> deletedAt) {
    }
}
