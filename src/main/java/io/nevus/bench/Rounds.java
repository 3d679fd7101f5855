package io.nevus.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What is measured in each round, on a server that has warmed up. */
final class Rounds {
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final int CONNECTIONS = 8;
    /** More than ever wait at 70 % of capacity, and fewer than the server lets wait. */
    private static final int OPEN_LOOP_CONNECTIONS = 32;
    private static final double LOAD = 0.7;
    private static final String PREDICT = "/predict";
    private static final String API = "/api/predictions";

    private final ServerProcess server;
    private final BareLoop bare;
    private final byte[] small;
    private final Duration each;
    private final Random random = new Random(1);

    Rounds(ServerProcess server, BareLoop bare, byte[] small, Duration each) {
        this.server = server;
        this.bare = bare;
        this.small = small;
        this.each = each;
    }

    void warmUp() throws IOException {
        bare.run(CORES, each);
        closed(CONNECTIONS, PREDICT, small, each.multipliedBy(3));
        closed(1, API, small, each);
    }

    /**
     * The bare loop before and after, so that a machine that gets slower or faster does so for both. Processor time
     * tells on a busy machine, too, what the server adds to the network's own work.
     */
    double[] throughput() throws IOException {
        Duration half = each.dividedBy(2);
        var own = new Cost(ProcessHandle.current());
        Load before = bare.run(CORES, half);
        double bareCost = own.millisFor(before);
        var generating = new Cost(ProcessHandle.current());
        var serving = new Cost(server.handle());
        Load served = closed(CONNECTIONS, PREDICT, small, each);
        double serverCost = serving.millisFor(served);
        double generatorCost = generating.millisFor(served);
        double alone = (before.perSecond() + bare.run(CORES, half).perSecond()) / 2;
        return new double[] {served.perSecond() / alone, served.perSecond(), alone,
            serverCost, generatorCost, bareCost};
    }

    double[] latency() throws IOException {
        Duration half = each.dividedBy(2);
        double before = bare.run(1, half).millis().median();
        double served = closed(1, PREDICT, small, each).millis().median();
        double alone = (before + bare.run(1, half).millis().median()) / 2;
        return new double[] {served / alone, served, alone};
    }

    double[] tail() throws IOException {
        double rate = rate();
        Load even = open(Schedule.even(rate, each));
        Load byChance = open(Schedule.random(rate, each, random));
        return new double[] {tail(even), even.millis().median(), even.millis().quantile(0.99), rate, tail(byChance)};
    }

    private static double tail(Load load) {
        return load.millis().quantile(0.99) / load.millis().median();
    }

    double[] bfloat16(BareLoop fast, BareLoop exact) {
        Duration half = each.dividedBy(2);
        double before = exact.run(CORES, half).perSecond();
        double gained = fast.run(CORES, each).perSecond();
        double slow = (before + exact.run(CORES, half).perSecond()) / 2;
        return new double[] {gained / slow, gained, slow};
    }

    double[] photograph(byte[] jpeg, byte[] png) throws IOException {
        double usual = closed(1, API, small, each).millis().median();
        double ofJpeg = closed(1, API, jpeg, each).millis().median();
        double ofPng = closed(1, API, png, each).millis().median();
        return new double[] {ofJpeg / usual, ofJpeg, usual, ofPng / usual};
    }

    /** Requests a second that are 70 % of what the server can do at present. */
    double rate() throws IOException {
        return LOAD * closed(CONNECTIONS, PREDICT, small, each).perSecond();
    }

    Load open(Schedule schedule) throws IOException {
        return run(schedule, OPEN_LOOP_CONNECTIONS, PREDICT, small);
    }

    private Load closed(int connections, String path, byte[] picture, Duration time) throws IOException {
        return run(Schedule.withoutPause(time), connections, path, picture);
    }

    private Load run(Schedule schedule, int connections, String path, byte[] picture) throws IOException {
        List<Upload> uploads = new ArrayList<>();
        try {
            Stream.generate(() -> new Upload(server.port(), path, picture)).limit(connections).forEach(uploads::add);
            return Load.run(schedule, uploads);
        } finally {
            for (Upload upload : uploads) {
                upload.close();
            }
        }
    }
}
