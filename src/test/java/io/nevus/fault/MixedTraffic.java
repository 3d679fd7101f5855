package io.nevus.fault;

import io.nevus.http.Multipart;
import io.nevus.picture.PictureFactory;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Everything that clients do, side by side, and how it was answered. */
final class MixedTraffic {
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");
    private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");
    private static final byte[] PICTURE = PictureFactory.jpegOfBytes(PictureFactory.jpeg(), 50_000);
    private static final byte[] FORM = Multipart.image(PICTURE).bytes();
    private static final ByteBuffer GOOD = LeanClient.upload("/predict", PICTURE);
    private static final ByteBuffer CUT_SHORT = LeanClient.upload("/predict", Arrays.copyOf(PICTURE, 20_000));
    private static final ByteBuffer TOO_LARGE =
            LeanClient.upload("/predict", PictureFactory.jpegOfBytes(PictureFactory.jpeg(), 1_100_000));
    private static final ByteBuffer LIST = LeanClient.get("/api/predictions?limit=20");
    private static final ByteBuffer PAGE = LeanClient.get("/");
    private static final int UPLOADERS = 8;

    private final int port;
    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();
    private final Queue<String> kept = new ConcurrentLinkedQueue<>();

    MixedTraffic(int port) {
        this.port = port;
    }

    /** Uploads a second when nobody asks for anything else, after as long a time to warm up. */
    double capacity(Duration time) {
        uploads(time);
        long before = acknowledged();
        uploads(time);
        return (acknowledged() - before) / (time.toMillis() / 1e3);
    }

    private void uploads(Duration time) {
        try (var clients = new Clients(time)) {
            clients.every(Duration.ZERO, UPLOADERS, this::upload);
        }
    }

    /** Returns when the last client is gone. */
    void run(double uploadsPerSecond, Duration time) {
        try (var clients = new Clients(time)) {
            clients.every(Duration.ofNanos((long) (UPLOADERS * 1e9 / uploadsPerSecond)), UPLOADERS, this::upload);
            clients.every(Duration.ofMillis(500), 1, client -> expect("damaged", 400, client.send(CUT_SHORT)));
            clients.every(Duration.ofMillis(900), 1, client -> expect("large", 413, client.send(TOO_LARGE)));
            clients.every(Duration.ofMillis(300), 1, client -> expect("list", 200, client.send(LIST)));
            clients.every(Duration.ofMillis(300), 1, client -> expect("page", 200, client.send(PAGE)));
            clients.every(Duration.ofMillis(200), 1, this::delete);
            clients.every(Duration.ofMillis(200), 1, _ -> abort());
            clients.every(Duration.ofMillis(100), 4, _ -> dripUpload());
        }
    }

    private void upload(LeanClient client) throws IOException {
        LeanClient.Answer answer = client.send(GOOD);
        expect("upload", 201, answer);
        Matcher id = ID.matcher(answer.body());
        if (answer.status() == 201 && id.find()) {
            kept.add(id.group(1));
        }
    }

    private void delete(LeanClient client) throws IOException {
        String id = kept.poll();
        if (id != null) {
            expect("delete", 204, client.send(LeanClient.delete("/api/predictions/" + id)));
        }
    }

    /** Somewhere in the middle, by a reset. */
    private void abort() throws IOException {
        try (var socket = new Socket("localhost", port)) {
            ByteBuffer some = GOOD.duplicate();
            byte[] sent = new byte[ThreadLocalRandom.current().nextInt(some.remaining())];
            some.get(sent);
            socket.getOutputStream().write(sent);
            socket.setSoLinger(true, 0);
        }
        count("abort");
    }

    private void dripUpload() throws Exception {
        try (var client = new SlowClient(port)) {
            count("slow " + client.startUpload(FORM, 0).drip().end().status());
        }
    }

    private void expect(String what, int status, LeanClient.Answer answer) {
        count(what + " " + answer.status());
        if (answer.status() != status) {
            count("unexpected");
        }
    }

    private void count(String what) {
        answers.computeIfAbsent(what, _ -> new LongAdder()).increment();
    }

    private long counted(String what) {
        return answers.getOrDefault(what, new LongAdder()).sum();
    }

    /** How many there were of each answer. */
    Map<String, LongAdder> answers() {
        return new TreeMap<>(answers);
    }

    long unexpected() {
        return counted("unexpected");
    }

    long acknowledged() {
        return counted("upload 201");
    }

    long deleted() {
        return counted("delete 204");
    }

    /** How many the server has. */
    long records() throws IOException {
        long count = 0;
        try (var client = new LeanClient(port)) {
            String next = "";
            do {
                String page = client.send(LeanClient.get("/api/predictions?limit=100" + next)).body();
                count += ID.matcher(page).results().count();
                Matcher more = NEXT.matcher(page);
                next = more.find() ? "&after=" + more.group(1) : "";
            } while (!next.isEmpty());
        }
        return count;
    }

    private interface Act {
        void on(LeanClient client) throws Exception;
    }

    /** Busy until it is closed, which takes the time given. */
    private final class Clients implements AutoCloseable {
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final long end;

        Clients(Duration time) {
            end = System.nanoTime() + time.toNanos();
        }

        /** @param pause between two starts of the same client; the first is in turn */
        void every(Duration pause, int clients, Act act) {
            for (int i = 0; i < clients; i++) {
                Duration first = pause.multipliedBy(i).dividedBy(clients);
                threads.execute(() -> repeat(System.nanoTime() + first.toNanos(), pause, act));
            }
        }

        private void repeat(long first, Duration pause, Act act) {
            try (var client = new LeanClient(port)) {
                for (long due = first; due < end && System.nanoTime() < end; due += pause.toNanos()) {
                    Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
                    act.on(client);
                }
            } catch (Exception e) {
                count(e.toString());
                count("unexpected");
            }
        }

        @Override
        public void close() {
            threads.close();
        }
    }
}
