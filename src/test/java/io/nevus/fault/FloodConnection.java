package io.nevus.fault;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One of a flood's connections: never waits, and is made anew when the server has closed it. */
final class FloodConnection implements AutoCloseable {
    private static final int LONGEST_ANSWER = 8 * 1024;
    private static final String END = "\r\n\r\n";
    private static final String LENGTH = "\r\nContent-Length: ";
    private static final int STATUS = "HTTP/1.1 ".length();

    private final InetSocketAddress server;
    private final ByteBuffer request;
    private final Selector selector;
    private final ByteBuffer in = ByteBuffer.allocateDirect(LONGEST_ANSWER);
    private SocketChannel channel;
    private long due;
    private boolean asking;

    FloodConnection(InetSocketAddress server, ByteBuffer request, Selector selector) throws IOException {
        this.server = server;
        this.request = request.duplicate();
        this.selector = selector;
        connect();
    }

    private void connect() throws IOException {
        channel = SocketChannel.open(server);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Sends what the kernel takes at once. Tells what came of it only if that is known already: nothing went out. */
    Optional<Outcomes.Outcome> ask(long due) {
        this.due = due;
        asking = true;
        request.rewind();
        in.clear();
        return orFailure(this::send);
    }

    /** Goes on, now that the kernel is ready. Tells what came of the request when that is known. */
    Optional<Outcomes.Outcome> proceed() {
        return orFailure(request.hasRemaining() ? this::send : this::receive);
    }

    private Optional<Outcomes.Outcome> orFailure(Step step) {
        try {
            return step.take();
        } catch (IOException e) {
            boolean asked = asking;
            reconnect();
            return asked ? Optional.of(outcome(Outcomes.NO_ANSWER, "")) : Optional.empty();
        }
    }

    private Optional<Outcomes.Outcome> send() throws IOException {
        channel.write(request);
        channel.keyFor(selector).interestOps(request.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        return Optional.empty();
    }

    private Optional<Outcomes.Outcome> receive() throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("closed before the answer was complete");
        }
        return answer();
    }

    private Optional<Outcomes.Outcome> answer() {
        String text = StandardCharsets.ISO_8859_1.decode(in.duplicate().flip()).toString();
        int end = text.indexOf(END);
        if (end < 0) {
            return Optional.empty();
        }
        int length = text.indexOf(LENGTH) + LENGTH.length();
        if (text.length() < end + END.length() + Integer.parseInt(text.substring(length, text.indexOf('\r', length)))) {
            return Optional.empty();
        }
        asking = false;
        String head = text.substring(0, end + END.length());
        if (head.contains("\r\nConnection: close\r\n")) {
            reconnect();
        }
        return Optional.of(outcome(Integer.parseInt(head.substring(STATUS, STATUS + 3)), head));
    }

    private Outcomes.Outcome outcome(int status, String head) {
        return new Outcomes.Outcome(status, head.contains("\r\nRetry-After: "), System.nanoTime() - due);
    }

    private void reconnect() {
        asking = false;
        request.position(request.limit());
        try {
            close();
            connect();
        } catch (IOException e) {
            throw new UncheckedIOException("The server takes no connections", e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private interface Step {
        Optional<Outcomes.Outcome> take() throws IOException;
    }
}
