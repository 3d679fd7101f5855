package io.nevus.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;

/** Helidon's HTTP/1.1, every connection of it wrapped in a {@link BoundedConnection}. */
final class BoundedHttp1 implements ServerConnectionSelector {
    private static final int MAX_REQUEST_LINE = 4 * 1024;
    private static final int MAX_HEADERS = 16 * 1024;

    private final ServerConnectionSelector http1 = Http1ConnectionSelector.builder()
            .config(http -> http.maxPrologueLength(MAX_REQUEST_LINE).maxHeadersSize(MAX_HEADERS))
            .build();
    private final Duration headerTime;
    private final Farewell farewell;

    BoundedHttp1(Duration headerTime, Farewell farewell) {
        this.headerTime = headerTime;
        this.farewell = farewell;
    }

    @Override
    public int bytesToIdentifyConnection() {
        return http1.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return http1.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http1.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        return new BoundedConnection(context, http1, headerTime, farewell);
    }
}
