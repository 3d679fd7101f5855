package io.nevus.fault;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Clients that upload a picture again and again until the server is gone, and remember what it acknowledged. */
final class Burst implements AutoCloseable {

    static final int CLIENTS = 8;

    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final CountDownLatch enough;
    private final Caller caller;

    /** @param enough acknowledgements to wait for */
    Burst(ServerProcess server, int enough) {
        this.caller = new Caller(server);
        this.enough = new CountDownLatch(enough);
        for (int i = 0; i < CLIENTS; i++) {
            clients.execute(this::upload);
        }
    }

    private void upload() {
        try {
            while (true) {
                HttpResponse<String> answer = caller.upload("/predict");
                if (answer.statusCode() == 201) {
                    acknowledged.add(Caller.id(answer));
                    enough.countDown();
                }
            }
        } catch (IOException e) {
            // the server is gone, as it should be
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void awaitEnough() throws InterruptedException {
        if (!enough.await(5, TimeUnit.MINUTES)) {
            throw new AssertionError(enough.getCount() + " uploads too few were acknowledged");
        }
    }

    /** When the server is gone, all that it acknowledged. */
    Queue<String> acknowledged() {
        clients.close();
        return acknowledged;
    }

    @Override
    public void close() {
        clients.shutdownNow();
        caller.close();
    }
}
