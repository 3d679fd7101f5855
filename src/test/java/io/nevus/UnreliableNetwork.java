package io.nevus;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP proxy on a port of its own, whose line can be cut, stalled, slowed down and mended. */
public final class UnreliableNetwork implements AutoCloseable {

    private enum Line { SOUND, CUT, STALLED, DEAF }

    private final int target;
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<Socket> stranded = ConcurrentHashMap.newKeySet();
    private volatile Line line = Line.SOUND;
    private volatile Duration delay = Duration.ZERO;

    public UnreliableNetwork(int target) throws IOException {
        this.target = target;
        Thread.ofVirtual().start(this::accept);
    }

    public String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    public void cut() {
        line = Line.CUT;
        open.forEach(UnreliableNetwork::close);
    }

    /** Accepts connections and bytes, and holds the bytes back in both directions until the line is mended. */
    public void stall() {
        line = Line.STALLED;
    }

    /** Delivers requests, and holds the answers back until the line is mended. */
    public void deafen() {
        line = Line.DEAF;
    }

    public void slowDown(Duration eachWay) {
        delay = eachWay;
    }

    /** What was held back is delivered. */
    public void mend() {
        delay = Duration.ZERO;
        line = Line.SOUND;
    }

    /** New connections work; the present ones stay open, and nothing ever comes through them again. */
    public void mendForNewConnections() {
        stranded.addAll(open);
        mend();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void connect(Socket client) {
        open.add(client);
        if (line == Line.CUT) {
            close(client);
            return;
        }
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            Thread.ofVirtual().start(() -> carry(client, client, server, false));
            carry(client, server, client, true);
        } catch (IOException e) {
            close(client);
        }
    }

    private void carry(Socket client, Socket from, Socket to, boolean answer) {
        byte[] bytes = new byte[16_384];
        try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                Thread.sleep(delay);
                while (!client.isClosed()
                        && (stranded.contains(client) || line == Line.STALLED || answer && line == Line.DEAF)) {
                    Thread.sleep(5);
                }
                out.write(bytes, 0, count);
                out.flush();
            }
        } catch (IOException e) {
            // cut, or closed by one of them
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
