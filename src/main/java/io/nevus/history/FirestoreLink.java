package io.nevus.history;

import com.google.api.gax.core.CredentialsProvider;
import com.google.api.gax.core.FixedCredentialsProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.cloud.ServiceOptions;
import com.google.cloud.firestore.v1.FirestoreClient;
import com.google.cloud.firestore.v1.FirestoreSettings;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.util.Optional;

/**
 * The channel to Firestore and the generated client on it. Not the client of documents and snapshots: that one hides
 * its channel, which must be renewed after trouble, and sends metrics to Cloud Monitoring.
 */
record FirestoreLink(ManagedChannel channel, FirestoreClient client, FirestoreRequests requests)
        implements AutoCloseable {

    private static final String SCOPE = "https://www.googleapis.com/auth/datastore";
    /** Any name will do for the emulator. */
    private static final String EMULATED_PROJECT = "demo-nevus";

    /** May take seconds, since credentials are looked for; the first call opens the connection. */
    static FirestoreLink open(FirestorePlace place) {
        return place.emulator().isPresent()
                ? open(place, place.project().orElse(EMULATED_PROJECT), NoCredentialsProvider.create())
                : open(place, credentials());
    }

    private static FirestoreLink open(FirestorePlace place, GoogleCredentials credentials) {
        String project = place.project()
                .or(() -> Optional.ofNullable(credentials.getProjectId()))
                .or(() -> Optional.ofNullable(ServiceOptions.getDefaultProjectId()))
                .orElseThrow(() -> new HistoryUnavailable(FirestoreTrouble.NO_PROJECT));
        return open(place, project, FixedCredentialsProvider.create(credentials));
    }

    private static FirestoreLink open(FirestorePlace place, String project, CredentialsProvider credentials) {
        String database = "projects/%s/databases/%s".formatted(project, place.database());
        ManagedChannel channel = channel(place.emulator(), database);
        try {
            FirestoreSettings settings = FirestoreSettings.newBuilder()
                    .setCredentialsProvider(credentials)
                    .setTransportChannelProvider(
                            FixedTransportChannelProvider.create(GrpcTransportChannel.create(channel)))
                    .build();
            return new FirestoreLink(channel, FirestoreClient.create(settings),
                    new FirestoreRequests(database, place.collection()));
        } catch (IOException | RuntimeException e) {
            channel.shutdownNow();
            throw new HistoryUnavailable(Trouble.UNKNOWN, e);
        }
    }

    /** Calls under way end on the old connection, which may be dead; what follows gets a new one without delay. */
    void renew() {
        channel.enterIdle();
    }

    /** Otherwise gRPC waits up to two minutes: https://github.com/grpc/grpc/blob/master/doc/connection-backoff.md. */
    void hurry() {
        channel.resetConnectBackoff();
    }

    @Override
    public void close() {
        client.close();
        channel.shutdownNow();
    }

    private static ManagedChannel channel(Optional<String> emulator, String database) {
        var headers = new Metadata();
        headers.put(header("google-cloud-resource-prefix"), database);
        emulator.ifPresent(_ -> headers.put(header("authorization"), "Bearer owner"));
        ManagedChannelBuilder<?> builder = ManagedChannelBuilder
                .forTarget(emulator.orElse(FirestoreSettings.getDefaultEndpoint()))
                .intercept(MetadataUtils.newAttachHeadersInterceptor(headers));
        emulator.ifPresent(_ -> builder.usePlaintext());
        return builder.build();
    }

    private static Metadata.Key<String> header(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    private static GoogleCredentials credentials() {
        try {
            return GoogleCredentials.getApplicationDefault().createScoped(SCOPE);
        } catch (IOException e) {
            throw new HistoryUnavailable(FirestoreTrouble.NO_CREDENTIALS, e);
        }
    }
}
