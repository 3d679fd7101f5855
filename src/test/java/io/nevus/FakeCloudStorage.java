package io.nevus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** The JSON API of Cloud Storage with one bucket, over real HTTP, with faults at will. */
public final class FakeCloudStorage implements AutoCloseable {

    public static final String BUCKET = "our-models";
    private static final String API = "/storage/v1/b/" + BUCKET + "/o";

    private record Stored(byte[] bytes, long generation) {
    }

    private final HttpServer server;
    private final Map<String, Stored> objects = new ConcurrentSkipListMap<>();
    private final Queue<JsonObject> noncurrent = new ConcurrentLinkedQueue<>();
    private final AtomicLong generations = new AtomicLong(1_700_000_000_000_000L);
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private volatile Consumer<String> beforeMedia = _ -> { };
    private volatile Consumer<String> beforeUpload = _ -> { };
    private volatile int status = 200;
    private volatile boolean listDenied;
    private volatile double cutAt = 1;
    private volatile String token = "";
    private volatile CountDownLatch stall = new CountDownLatch(0);

    public FakeCloudStorage() throws IOException {
        this(0);
    }

    public FakeCloudStorage(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** Method and path with query, as they came. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public void forgetRequests() {
        requests.clear();
    }

    public void put(String name, byte[] bytes) {
        replaced(name, objects.put(name, new Stored(bytes, generations.incrementAndGet())));
    }

    /** What was replaced or deleted stays, as in a bucket with object versioning. */
    private void replaced(String name, Stored before) {
        if (before != null) {
            noncurrent.add(resource(name, before).add("timeDeleted", "2026-01-01T00:00:00Z").build());
        }
    }

    /** All files of a folder, card.json the last. */
    public void put(String prefix, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted((one, other) ->
                    Boolean.compare(one.endsWith("card.json"), other.endsWith("card.json"))).toList()) {
                put(prefix + folder.relativize(file), Files.readAllBytes(file));
            }
        }
    }

    public void delete(String name) {
        replaced(name, objects.remove(name));
    }

    public byte[] bytes(String name) {
        return objects.get(name).bytes();
    }

    /** Answers everything like this; 200 heals. */
    public void fail(int code) {
        status = code;
    }

    public void denyLists() {
        listDenied = true;
    }

    /** Sends so much of what is asked for, and then closes the connection. */
    public void cutAt(double part) {
        cutAt = part;
    }

    /** Sends half of each object and then nothing, until it is healed. */
    public void stall() {
        stall = new CountDownLatch(1);
    }

    public void flow() {
        stall.countDown();
    }

    public void requireToken(String required) {
        token = required;
    }

    /** What happens before an object is sent, by its name. */
    public void beforeMedia(Consumer<String> action) {
        beforeMedia = action;
    }

    /** What happens before an object is put in its place, by its name. */
    public void beforeUpload(Consumer<String> action) {
        beforeUpload = action;
    }

    @Override
    public void close() {
        flow();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            String path = exchange.getRequestURI().getRawPath();
            boolean anonymous = !token.isEmpty()
                    && !("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            if (status != 200 || anonymous) {
                JsonHttp.error(exchange, anonymous ? 401 : status);
            } else if (path.equals(API)) {
                list(exchange);
            } else if (path.contains("/upload/")) {
                new FakeUpload(this).answer(exchange);
            } else if (path.startsWith("/download" + API + "/") || path.startsWith(API + "/")) {
                object(exchange, JsonHttp.decode(path.substring(path.indexOf(API) + API.length() + 1)));
            } else if (path.startsWith("/" + BUCKET + "/")) {
                send(exchange, JsonHttp.decode(path.substring(BUCKET.length() + 2)));
            } else {
                JsonHttp.error(exchange, 404);
            }
        }
    }

    private void list(HttpExchange exchange) throws IOException {
        if (listDenied) {
            JsonHttp.error(exchange, 403);
            return;
        }
        String prefix = JsonHttp.query(exchange).getOrDefault("prefix", "");
        var items = Json.createArrayBuilder();
        objects.forEach((name, stored) -> {
            if (name.startsWith(prefix)) {
                items.add(resource(name, stored));
            }
        });
        if (Boolean.parseBoolean(JsonHttp.query(exchange).get("versions"))) {
            noncurrent.stream().filter(object -> object.getString("name").startsWith(prefix)).forEach(items::add);
        }
        JsonHttp.answer(exchange, Json.createObjectBuilder().add("kind", "storage#objects").add("items", items));
    }

    private void object(HttpExchange exchange, String name) throws IOException {
        Stored stored = objects.get(name);
        String generation = JsonHttp.query(exchange).get("generation");
        if (stored == null || generation != null && Long.parseLong(generation) != stored.generation()) {
            JsonHttp.error(exchange, 404);
        } else if ("media".equals(JsonHttp.query(exchange).get("alt"))) {
            send(exchange, name);
        } else {
            JsonHttp.answer(exchange, resource(name, stored));
        }
    }

    private void send(HttpExchange exchange, String name) throws IOException {
        Stored stored = objects.get(name);
        beforeMedia.accept(name);
        if (stored == null) {
            JsonHttp.error(exchange, 404);
            return;
        }
        byte[] bytes = stored.bytes();
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-.*", "$1"));
        exchange.getResponseHeaders().set("x-goog-generation", String.valueOf(stored.generation()));
        if (range != null) {
            exchange.getResponseHeaders().set("Content-Range", "bytes %d-%d/%d".formatted(from, bytes.length - 1, bytes.length));
        }
        exchange.sendResponseHeaders(range == null ? 200 : 206, bytes.length - from);
        boolean stalls = stall.getCount() > 0;
        int until = from + (int) ((bytes.length - from) * (stalls ? 0.5 : cutAt));
        exchange.getResponseBody().write(bytes, from, until - from);
        exchange.getResponseBody().flush();
        if (stalls) {
            await(stall);
            exchange.getResponseBody().write(bytes, until, bytes.length - until);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param generation that the object must have; 0 stands for none */
    boolean putIfMatch(String name, byte[] bytes, String generation) {
        beforeUpload.accept(name);
        Stored present = objects.get(name);
        boolean matches = Long.parseLong(generation) == (present == null ? 0 : present.generation());
        if (matches) {
            put(name, bytes);
        }
        return matches;
    }

    JsonObjectBuilder resource(String name) {
        return resource(name, objects.get(name));
    }

    private static JsonObjectBuilder resource(String name, Stored stored) {
        var crc = new CRC32C();
        crc.update(stored.bytes());
        return Json.createObjectBuilder().add("kind", "storage#object").add("name", name).add("bucket", BUCKET)
                .add("generation", String.valueOf(stored.generation())).add("metageneration", "1")
                .add("size", String.valueOf(stored.bytes().length)).add("contentType", "application/octet-stream")
                .add("md5Hash", Base64.getEncoder().encodeToString(md5(stored.bytes())))
                .add("crc32c", Base64.getEncoder().encodeToString(
                        ByteBuffer.allocate(4).putInt((int) crc.getValue()).array()));
    }

    private static byte[] md5(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
