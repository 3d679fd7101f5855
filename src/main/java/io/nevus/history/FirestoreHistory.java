package io.nevus.history;

import com.google.api.gax.rpc.AlreadyExistsException;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.api.gax.rpc.StatusCode.Code;
import com.google.firestore.v1.BatchGetDocumentsResponse;
import com.google.firestore.v1.Cursor;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.RunQueryResponse;
import io.nevus.triage.Prediction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** A history in Firestore, which any number of servers and the course's own backend may share. */
public final class FirestoreHistory implements History {
    private static final System.Logger LOGGER = System.getLogger(FirestoreHistory.class.getName());
    /** With the judging before it, an upload is answered within two seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration PAGE_PATIENCE = Duration.ofSeconds(4);
    /** On a busy machine far from Google, name, handshake and token together may take so long. */
    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final int SMALLEST_PAGE = 20;
    private static final int LARGEST_PAGE = 500;

    private final FirestorePlace place;
    private final BoundedCalls calls = new BoundedCalls();
    /** Not held up by the others. */
    private final BoundedCalls probes = new BoundedCalls();
    private final Unacknowledged unacknowledged = new Unacknowledged();
    private final Strangers strangers = new Strangers();
    private final Pulse pulse = new Pulse(this::probe);
    private volatile Optional<FirestoreLink> link = Optional.empty();

    private FirestoreHistory(FirestorePlace place) {
        this.place = place;
    }

    /** Returns at once, whether Firestore answers or not; {@link #problem} says when it does. */
    public static FirestoreHistory open(FirestorePlace place) {
        var history = new FirestoreHistory(place);
        history.pulse.start();
        return history;
    }

    @Override
    public void keep(Prediction prediction) {
        if (unacknowledged.isFull()) {
            throw new HistoryUnavailable(FirestoreTrouble.BUSY);
        }
        FirestoreLink to = link();
        unacknowledged.forget(prediction.id());
        String attempt = UUID.randomUUID().toString();
        try {
            create(to, prediction, Documents.document(prediction, attempt));
        } catch (ApiException e) {
            unacknowledged.add(prediction.id(), attempt); // an earlier repetition may have written what the last denies
            throw unavailable(e);
        }
    }

    private void create(FirestoreLink to, Prediction prediction, Document document) {
        long start = System.nanoTime();
        try {
            calls.repeat(PATIENCE, context -> to.client().createDocumentCallable()
                    .futureCall(to.requests().create(prediction.id(), document), context));
        } catch (AlreadyExistsException e) {
            // an attempt whose answer was lost, or an earlier call, kept it already
            Document there = get(to, prediction.id(), PATIENCE.minusNanos(System.nanoTime() - start));
            if (!strangers.prediction(there).equals(Optional.of(prediction))) {
                throw new IllegalArgumentException("There is something else under the id " + prediction.id(), e);
            }
        }
    }

    private Document get(FirestoreLink from, UUID id, Duration patience) {
        return calls.repeat(patience, context ->
                from.client().getDocumentCallable().futureCall(from.requests().get(id), context));
    }

    @Override
    public List<Prediction> list(int limit, Optional<Position> after) {
        FirestoreLink from = link();
        List<Prediction> predictions = new ArrayList<>();
        Optional<Cursor> cursor = after.map(from.requests()::after);
        boolean more = true;
        while (more && predictions.size() < limit) {
            int size = Math.clamp(limit - predictions.size(), SMALLEST_PAGE, LARGEST_PAGE);
            List<Document> page = page(from, size, cursor);
            page.forEach(document -> strangers.prediction(document).ifPresent(predictions::add));
            more = page.size() == size;
            cursor = page.isEmpty() ? cursor : Optional.of(FirestoreRequests.after(page.getLast()));
        }
        return List.copyOf(predictions.subList(0, Math.min(limit, predictions.size())));
    }

    private List<Document> page(FirestoreLink from, int size, Optional<Cursor> after) {
        return answer(() -> calls.repeat(PAGE_PATIENCE, context -> from.client().runQueryCallable().all()
                .futureCall(from.requests().page(size, after), context))).stream()
                .filter(RunQueryResponse::hasDocument).map(RunQueryResponse::getDocument).toList();
    }

    @Override
    public Optional<Prediction> find(UUID id) {
        FirestoreLink from = link();
        try {
            return strangers.prediction(answer(() -> get(from, id, PATIENCE)));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /** Not repeated by itself, for then the second attempt would find nothing. */
    @Override
    public boolean delete(UUID id) {
        FirestoreLink from = link();
        try {
            answer(() -> calls.once(PATIENCE, context ->
                    from.client().deleteDocumentCallable().futureCall(from.requests().delete(id), context)));
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    @Override
    public Optional<String> problem() {
        return pulse.problem();
    }

    @Override
    public void close() {
        pulse.close();
        link.ifPresent(this::leave);
    }

    private void leave(FirestoreLink from) {
        try (from) {
            unacknowledged.delete(attempts -> delete(from, attempts));
        } catch (ApiException e) {
            LOGGER.log(System.Logger.Level.WARNING, "Firestore may keep predictions that were not acknowledged", e);
        }
    }

    private FirestoreLink link() {
        pulse.requireNoOutage();
        return link.orElseThrow(() -> new HistoryUnavailable(FirestoreTrouble.CONNECTING));
    }

    private <T> T answer(Supplier<T> call) {
        try {
            return call.get();
        } catch (NotFoundException e) {
            throw e;
        } catch (ApiException e) {
            throw unavailable(e);
        }
    }

    private RuntimeException unavailable(ApiException e) {
        if (e instanceof InvalidArgumentException) {
            return new IllegalArgumentException("The history cannot take these values", e);
        }
        pulse.alarm();
        return FirestoreTrouble.of(e);
    }

    /** Runs on the pulse's thread. */
    private void probe(int failures) {
        FirestoreLink to = link.orElseGet(() -> FirestoreLink.open(place));
        link = Optional.of(to);
        try {
            to.hurry();
            probes.once(failures < Pulse.OUTAGE ? PATIENCE : CONNECTING, context ->
                    to.client().deleteDocumentCallable().futureCall(to.requests().probe(), context));
            unacknowledged.delete(attempts -> delete(to, attempts));
        } catch (ApiException e) {
            if (failures >= Pulse.OUTAGE && FirestoreTrouble.code(e) == Code.DEADLINE_EXCEEDED) {
                to.renew();
            }
            throw FirestoreTrouble.of(e);
        }
    }

    private void delete(FirestoreLink at, Map<UUID, String> attempts) {
        List<UUID> ids = List.copyOf(attempts.keySet());
        for (int start = 0; start < ids.size(); start += LARGEST_PAGE) {
            List<UUID> part = ids.subList(start, Math.min(ids.size(), start + LARGEST_PAGE));
            List<Document> written = probes.repeat(PAGE_PATIENCE, context ->
                    at.client().batchGetDocumentsCallable().all()
                            .futureCall(at.requests().attempts(part), context)).stream()
                    .filter(BatchGetDocumentsResponse::hasFound).map(BatchGetDocumentsResponse::getFound)
                    .filter(document -> Documents.writtenBy(document, attempts)).toList();
            if (!written.isEmpty()) {
                probes.once(PAGE_PATIENCE, context ->
                        at.client().batchWriteCallable().futureCall(at.requests().delete(written), context));
            }
        }
    }
}
