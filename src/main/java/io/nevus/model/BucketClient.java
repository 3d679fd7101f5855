package io.nevus.model;

import com.google.api.gax.retrying.RetrySettings;
import com.google.auth.Credentials;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.cloud.NoCredentials;
import com.google.cloud.http.HttpTransportOptions;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;

/** The Cloud Storage client: JSON over HTTP, a deadline for everything, the machine's own identity if it has one. */
final class BucketClient {

    private static final System.Logger LOGGER = System.getLogger(BucketClient.class.getName());
    private static final String SCOPE = "https://www.googleapis.com/auth/devstorage.read_only";
    private static final int CONNECT_MILLIS = 5_000;
    private static final int READ_MILLIS = 15_000;
    /** A VM's rollout gives a new container three minutes, in which the last good copy must be started from, too. */
    private static final RetrySettings RETRIES = RetrySettings.newBuilder().setMaxAttempts(4)
            .setInitialRetryDelayDuration(Duration.ofMillis(500)).setRetryDelayMultiplier(2)
            .setMaxRetryDelayDuration(Duration.ofSeconds(4)).setTotalTimeoutDuration(Duration.ofSeconds(30)).build();

    private BucketClient() {
    }

    static Storage open(Optional<URI> endpoint) {
        StorageOptions.Builder options = StorageOptions.http()
                .setProjectId("none") // reading asks for none, but the client looks for it
                .setCredentials(endpoint.filter(BucketClient::isEavesdropped).<Credentials>map(_ -> NoCredentials.getInstance())
                        .orElseGet(BucketClient::credentials))
                .setTransportOptions(HttpTransportOptions.newBuilder()
                        .setConnectTimeout(CONNECT_MILLIS).setReadTimeout(READ_MILLIS).build())
                .setRetrySettings(RETRIES);
        endpoint.ifPresent(uri -> options.setHost(uri.toString()));
        return options.build().getService();
    }

    /** A token goes over plain http to this machine only. */
    private static boolean isEavesdropped(URI endpoint) {
        try {
            return !"https".equalsIgnoreCase(endpoint.getScheme())
                    && !InetAddress.getByName(endpoint.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return true;
        }
    }

    private static Credentials credentials() {
        try {
            return GoogleCredentials.getApplicationDefault().createScoped(SCOPE);
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "Without credentials, public buckets can be read", e);
            return NoCredentials.getInstance();
        }
    }

    static void close(Storage storage) {
        try {
            storage.close();
        } catch (Exception e) {
            LOGGER.log(Level.DEBUG, "The client of Cloud Storage did not close", e);
        }
    }
}
