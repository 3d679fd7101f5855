package io.nevus.fault;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * The same request from many connections, due at even intervals whatever becomes of the others; time counts from when
 * it was due. On one thread, for what a flood takes of the cores that it shares with the server is lost to the server:
 * half of what a thread a connection takes.
 */
final class Flood {
    /** For answers to what was asked last. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final double perSecond;
    private final Duration time;
    private final List<Outcomes.Outcome> outcomes = new ArrayList<>();
    private final Queue<FloodConnection> idle = new ArrayDeque<>();
    private final long start = System.nanoTime();
    private long sent;

    private Flood(double perSecond, Duration time) {
        this.perSecond = perSecond;
        this.time = time;
    }

    static Outcomes of(int port, ByteBuffer request, int connections, double perSecond, Duration time)
            throws IOException {
        var flood = new Flood(perSecond, time);
        List<FloodConnection> all = new ArrayList<>();
        try (var selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                all.add(new FloodConnection(new InetSocketAddress("localhost", port), request, selector));
            }
            flood.idle.addAll(all);
            flood.run(selector, connections);
        } finally {
            for (FloodConnection connection : all) {
                connection.close();
            }
        }
        return new Outcomes(flood.outcomes, time);
    }

    private void run(Selector selector, int connections) throws IOException {
        long end = start + time.toNanos();
        long last = end + PATIENCE.toNanos();
        while (due() < end || idle.size() < connections && System.nanoTime() < last) {
            while (due() < end && due() <= System.nanoTime() && !idle.isEmpty()) {
                FloodConnection connection = idle.remove();
                connection.ask(due()).ifPresent(outcome -> answered(connection, outcome));
                sent++;
            }
            selector.select(this::proceed, 1);
        }
        for (long missing = sent - outcomes.size(); missing > 0; missing--) {
            outcomes.add(new Outcomes.Outcome(Outcomes.NO_ANSWER, false, PATIENCE.toNanos()));
        }
    }

    private long due() {
        return start + (long) (sent * 1e9 / perSecond);
    }

    private void proceed(SelectionKey key) {
        var connection = (FloodConnection) key.attachment();
        connection.proceed().ifPresent(outcome -> answered(connection, outcome));
    }

    private void answered(FloodConnection connection, Outcomes.Outcome outcome) {
        outcomes.add(outcome);
        idle.add(connection);
    }
}
