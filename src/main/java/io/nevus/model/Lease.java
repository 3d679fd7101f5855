package io.nevus.model;

import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/** A loaded model that is closed only when nobody uses it: its session is native memory. */
final class Lease implements AutoCloseable {

    private final SavedModel model;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    Lease(SavedModel model) {
        this.model = model;
    }

    /** Empty when it is closed. */
    <T> Optional<T> use(Function<SavedModel, T> work) {
        lock.readLock().lock();
        try {
            return closed ? Optional.empty() : Optional.of(work.apply(model));
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Waits for those who use it. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                model.close();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
