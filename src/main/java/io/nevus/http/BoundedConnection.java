package io.nevus.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.common.task.InterruptableTask;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.function.IntConsumer;

/**
 * A connection that nobody can hold open or fill the memory with, and that does not lose its last answer.
 * Helidon 4.4 waits for ever for the rest of a header, reads a chunk (and the line with its size) of any length into
 * memory, and closes with input unread, whereupon the kernel resets the connection and the client may never see the
 * answer (RFC 9112, 9.6).
 */
final class BoundedConnection implements ServerConnection, ConnectionContext, InterruptableTask<Void> {
    private static final ScopedValue<BoundedConnection> CURRENT = ScopedValue.newInstance();
    private static final int HEADER_ALLOWANCE = 64 * 1024;
    /** A million predictions are 200 MB: time enough at 3 Mbit/s. */
    private static final Pace READING = new Pace(Duration.ofMinutes(10), Duration.ofSeconds(10), 4_000);

    private final ConnectionContext context;
    private final ConnectionReader reader = ConnectionReader.of(this::pull);
    private final DataWriter writer;
    private final ServerConnection http1;
    private final Duration headerTime;
    private final Farewell farewell;
    private Optional<Deadline> headerDeadline = Optional.empty();
    private boolean serving;
    /** A request has begun to come in: its answer will be the last when the server is stopping. */
    private volatile boolean begun;
    private int allowance = HEADER_ALLOWANCE;
    private IntConsumer meter = _ -> { };
    private int unparsed;
    private Lingering lingering = Lingering.BRIEF;

    BoundedConnection(ConnectionContext context, ServerConnectionSelector selector, Duration headerTime,
            Farewell farewell) {
        this.context = context;
        this.headerTime = headerTime;
        this.farewell = farewell;
        this.writer = new PacedWriter(context.dataWriter(), READING);
        this.http1 = selector.connection(this);
    }

    /** The connection whose request the calling thread serves. */
    static BoundedConnection current() {
        return CURRENT.get();
    }

    /** The headers of a request are read, or too broken to go on: its answer begins. */
    void begin() {
        serving = true;
        headerDeadline.ifPresent(Deadline::close);
        headerDeadline = Optional.empty();
        unparsed = 0;
    }

    /** The answer is sent. */
    void end() {
        serving = false;
        begun = false;
        reader.endBody();
        allow(HEADER_ALLOWANCE, _ -> { });
    }

    /**
     * Prepares for a body.
     *
     * @param bytes the most that may be read before a part of it is handed out
     * @param meter told how many bytes were read; may throw
     */
    void allow(int bytes, IntConsumer meter) {
        this.allowance = bytes;
        this.meter = meter;
        this.unparsed = 0;
    }

    /** A body of known length follows. */
    void beginBody() {
        reader.beginBody();
    }

    /** What was read has been handed out. */
    void parsed() {
        unparsed = 0;
    }

    /** How much was read but not yet handed out. */
    int buffered() {
        return reader.buffered();
    }

    void closing(Lingering lingering) {
        this.lingering = lingering;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        farewell.opened();
        try {
            serve(limit);
        } finally {
            farewell.closed();
        }
    }

    private void serve(Limit limit) throws InterruptedException {
        // who never asks is cut off like one who never ends, and without a word: browsers connect just in case
        awaitHeaders(() -> { });
        try {
            ScopedValue.where(CURRENT, this).call(() -> {
                http1.handle(limit);
                return this;
            });
        } finally {
            headerDeadline.ifPresent(Deadline::close);
            lingering.on(context.dataReader());
        }
    }

    private byte[] pull() {
        byte[] bytes = next();
        if (bytes == null) {
            return null;
        }
        if (!serving && !begun) {
            awaitHeaders(this::headersCameTooSlowly);
        }
        begun = true;
        meter.accept(bytes.length);
        unparsed += bytes.length;
        if (unparsed > allowance) {
            throw new TooMuch();
        }
        return bytes;
    }

    /** In place of an earlier deadline, if there was one. */
    private void awaitHeaders(Runnable lastWords) {
        headerDeadline.ifPresent(Deadline::close);
        headerDeadline = Optional.of(Deadline.of(Pace.within(headerTime), lastWords));
    }

    /** Past Helidon's reader, which links what it reads, once that has given back what the protocol was told from. */
    private byte[] next() {
        if (context.dataReader().available() > 0) {
            return context.dataReader().readBuffer().readBytes();
        }
        try {
            return context.serverSocket().get();
        } catch (UncheckedIOException e) {
            throw new ServerConnectionException("Nothing can be read from the connection", e);
        }
    }

    private void headersCameTooSlowly() {
        String id = UUID.randomUUID().toString();
        RequestLog.malformed(id, Status.REQUEST_TIMEOUT_408.code());
        saySlow("", id);
    }

    /** While the thread that serves waits for the client. */
    void saySlow(String path, String requestId) {
        context.dataWriter().writeNow(TooSlow.answer(path, requestId));
    }

    @Override
    public Duration idleTime() {
        return http1.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
        if (interrupt || !begun) {
            http1.close(interrupt);
        }
    }

    @Override
    public boolean canInterrupt() {
        return http1 instanceof InterruptableTask<?> task && task.canInterrupt();
    }

    @Override
    public DataReader dataReader() {
        return reader;
    }

    @Override
    public DataWriter dataWriter() {
        return writer;
    }

    @Override
    public ListenerContext listenerContext() {
        return context.listenerContext();
    }

    @Override
    public ExecutorService executor() {
        return context.executor();
    }

    @Override
    public Router router() {
        return context.router();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
        return context.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
        return context.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
        return context.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
        return context.localPeer();
    }

    @Override
    public boolean isSecure() {
        return context.isSecure();
    }

    @Override
    public String socketId() {
        return context.socketId();
    }

    @Override
    public String childSocketId() {
        return context.childSocketId();
    }

    /** A body, or a line or a chunk of it, is longer than anything that would be accepted. */
    static final class TooMuch extends RuntimeException {
    }
}
