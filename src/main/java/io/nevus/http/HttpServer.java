package io.nevus.http;

import io.helidon.common.mapper.MapperManager;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.nevus.history.History;
import io.nevus.history.Retention;
import io.nevus.model.Model;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The running server: its parts put together. */
public final class HttpServer implements AutoCloseable {
    /** In 4.4.0 the builder's method of this name has no effect on the default socket; this has. */
    private static final Config OWN_PROTOCOL =
            Config.just(ConfigSources.create(Map.of("protocols-discover-services", "false")));

    /** Otherwise the kernel takes up to 4 MB for a client that does not read, which hides how fast a slow one does. */
    private static final int SEND_BUFFER = 128 * 1024;

    static {
        shareMappers();
    }

    private final HttpSettings settings;
    private final WebServer server;
    private final LoadingModel model;
    private final History history;
    private final Optional<Retention> retention;
    private final Farewell farewell;
    private final Upload upload;

    private HttpServer(HttpSettings settings, WebServer server, LoadingModel model, History history,
            Optional<Retention> retention, Farewell farewell, Upload upload) {
        this.settings = settings;
        this.server = server;
        this.model = model;
        this.history = history;
        this.retention = retention;
        this.farewell = farewell;
        this.upload = upload;
    }

    /**
     * Opens the port, then loads the model; /observe/health/ready says when that is done.
     *
     * @param loader called on a thread of its own; again after a while when it throws ModelUnavailable
     * @param loaded told of the model when it can be used, and when another version takes over
     * @throws WrongSetting when the host or port cannot be listened on
     */
    public static HttpServer start(Settings settings, History history, Supplier<Model> loader, Consumer<Model> loaded) {
        var meters = new Meters();
        var model = new LoadingModel(meters);
        var farewell = new Farewell();
        var admission = new Admission();
        var examiner = new Examiner(model, history, meters, admission);
        var upload = new Upload(settings.upload(), admission);
        WebServer server = listen(settings.http(),
                configuration(settings, model, upload, examiner, history, farewell).build());
        model.load(loader, loaded);
        var retention = settings.longest().map(longest -> Retention.start(history, longest));
        return new HttpServer(settings.http(), server, model, history, retention, farewell, upload);
    }

    /**
     * Otherwise 4.4.0 builds its mappers anew for each request with a Content-Length, which is a fifth of all that is done
     * around the network (helidon-io/helidon#10595).
     */
    @SuppressWarnings("removal") // by the version that does not need it any more
    private static void shareMappers() {
        MapperManager.global(MapperManager.create());
    }

    private static WebServerConfig.Builder configuration(Settings settings, LoadingModel model, Upload upload,
            Examiner examiner, History history, Farewell farewell) {
        HttpSettings http = settings.http();
        return WebServer.builder()
                .config(OWN_PROTOCOL)
                .useNio(false) // in 4.4.0, what a full socket does not take of a write is lost
                .address(http.address())
                .port(http.port())
                .backlog(http.backlog())
                .maxTcpConnections(http.connections())
                .idleConnectionTimeout(http.idleTime())
                .idleConnectionPeriod(http.idleTime().dividedBy(2))
                .connectionOptions(connection -> connection.socketSendBufferSize(SEND_BUFFER))
                .shutdownGracePeriod(tenths(9, http.shutdownGrace()))
                .shutdownHook(false)
                .maxPayloadSize(Lingering.MOST_BYTES)
                .addConnectionSelector(new BoundedHttp1(http.headerTime(), farewell))
                .directHandlers(MalformedHttp.handlers())
                .featuresDiscoverServices(false)
                .addFeature(Health.feature(model, history))
                .routing(routing -> routing(routing, settings, model, upload, examiner, history, farewell));
    }

    private static void routing(HttpRouting.Builder routing, Settings settings, Model model, Upload upload,
            Examiner examiner, History history, Farewell farewell) {
        routing.addFilter(new RequestFilter(farewell))
                .addFilter(new RateLimit(settings.access()))
                .error(Throwable.class, Errors::handle)
                .register(new ContractService(upload, examiner, history))
                .register(new ApiService(upload, examiner, model, history, new ApiKey(settings.access().key())))
                .register(new PageService());
    }

    /** Helidon logs why it cannot listen, with stack traces, and goes on; so whether it could is tried before. */
    private static WebServer listen(HttpSettings http, WebServer server) {
        try (var trial = ServerSocketChannel.open()) {
            trial.setOption(StandardSocketOptions.SO_REUSEADDR, true)
                    .bind(new InetSocketAddress(http.address(), http.port()));
        } catch (IOException e) {
            throw cannotListen(http, e.getMessage());
        }
        server.start();
        if (!server.isRunning()) {
            throw cannotListen(http, "the log says why");
        }
        return server;
    }

    private static WrongSetting cannotListen(HttpSettings http, String reason) {
        return new WrongSetting(HttpSettings.PORT.key(), "is %d, but %s:%d cannot be listened on (%s); choose another"
                .formatted(http.port(), http.host(), http.port(), reason));
    }

    /** Where a browser on this machine finds the server. */
    public URI address() {
        InetAddress address = settings.address();
        boolean local = address.isAnyLocalAddress() || address.isLoopbackAddress();
        return URI.create("http://" + (local ? "localhost" : settings.host()) + ":" + server.port());
    }

    /** The end takes time, too: first uploads are cut off, then requests, and then the history is closed. */
    private static Duration tenths(int count, Duration of) {
        return of.multipliedBy(count).dividedBy(10);
    }

    /** Answers what was asked already, then closes everything. */
    @Override
    public void close() {
        farewell.say();
        upload.hurry(tenths(7, settings.shutdownGrace()));
        server.stop();
        model.close();
        retention.ifPresent(Retention::close);
        history.close();
    }
}
