package io.nevus.http;

import io.nevus.model.ModelPlace;
import io.nevus.model.Precision;
import io.nevus.model.Views;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where the model is, how it looks at pictures, and how often to look for a newer one. */
final class ModelSettings {
    private static final WholeNumber WATCH = new WholeNumber("model.watch-seconds", 0, 86_400);
    private static final String VIEWS = "model.views";
    private static final String PRECISION = "model.precision";
    private static final String ENDPOINT = "model.storage-endpoint";
    private static final Pattern ADDRESS = Pattern.compile("(https?://)?([A-Za-z0-9._-]+|\\[[0-9a-fA-F:]+])(:[0-9]{1,5})?/?");

    private ModelSettings() {
    }

    static ModelPlace of(SettingsSource source) {
        return new ModelPlace(source.text("model.location").strip(), views(source.text(VIEWS)),
                precision(source.text(PRECISION)), source.seconds(WATCH), endpoint(source.text(ENDPOINT).strip()));
    }

    private static Views views(String count) {
        try {
            return Views.of(count);
        } catch (IllegalArgumentException e) {
            throw new WrongSetting(VIEWS, e.getMessage());
        }
    }

    private static Precision precision(String name) {
        try {
            return Precision.of(name);
        } catch (IllegalArgumentException e) {
            throw new WrongSetting(PRECISION, e.getMessage());
        }
    }

    /** Emulators are told as host:port. */
    private static Optional<URI> endpoint(String address) {
        if (address.isEmpty()) {
            return Optional.empty();
        }
        if (!ADDRESS.matcher(address).matches()) {
            throw new WrongSetting(ENDPOINT, "is '" + address
                    + "', but must be an address such as http://localhost:4443 or https://storage.googleapis.com");
        }
        String whole = address.contains("://") ? address : "http://" + address;
        return Optional.of(URI.create(whole.replaceFirst("/$", "")));
    }
}
