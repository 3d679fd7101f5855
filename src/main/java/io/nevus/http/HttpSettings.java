package io.nevus.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * How the server listens.
 *
 * @param port          0 for any free one
 * @param headerTime    for a client to send its headers
 * @param idleTime      for a connection without a request
 * @param shutdownGrace for running requests when the server is told to stop
 */
record HttpSettings(String host, int port, int connections, int backlog, Duration headerTime, Duration idleTime,
                    Duration shutdownGrace) {
    static final String HOST = "server.host";
    static final WholeNumber PORT = new WholeNumber("server.port", 0, 65_535);
    private static final WholeNumber CONNECTIONS = new WholeNumber("server.connections", 1, 100_000);
    private static final WholeNumber BACKLOG = new WholeNumber("server.backlog", 1, 65_535);
    private static final WholeNumber HEADER_SECONDS = new WholeNumber("server.header-seconds", 1, 600);
    private static final WholeNumber IDLE_SECONDS = new WholeNumber("server.idle-seconds", 1, 3_600);
    private static final WholeNumber GRACE_SECONDS = new WholeNumber("server.shutdown-seconds", 0, 600);

    HttpSettings {
        resolve(host);
        PORT.check(port);
        CONNECTIONS.check(connections);
        BACKLOG.check(backlog);
        HEADER_SECONDS.check(Math.toIntExact(headerTime.toSeconds()));
        IDLE_SECONDS.check(Math.toIntExact(idleTime.toSeconds()));
        GRACE_SECONDS.check(Math.toIntExact(shutdownGrace.toSeconds()));
    }

    static HttpSettings of(SettingsSource source) {
        return new HttpSettings(source.text(HOST), source.number(PORT), source.number(CONNECTIONS),
                source.number(BACKLOG), source.seconds(HEADER_SECONDS), source.seconds(IDLE_SECONDS),
                source.seconds(GRACE_SECONDS));
    }

    InetAddress address() {
        return resolve(host);
    }

    private static InetAddress resolve(String host) {
        try {
            if (host.isBlank()) {
                throw new UnknownHostException("which the JDK would take for localhost");
            }
            return InetAddress.getByName(host.strip());
        } catch (UnknownHostException _) {
            throw new WrongSetting(HOST, "is '%s', but must be an address or host name of this machine, such as 0.0.0.0"
                    .formatted(host));
        }
    }
}
