package io.nevus.http;

import io.helidon.logging.common.spi.LoggingProvider;

/** Tells Helidon, which would complain on standard error, that logging is taken care of: by {@link LogFormat}. */
public final class HelidonLogging implements LoggingProvider {

    @Override
    public void initialization() {
        // nothing: LogFormat.install() is called before the server is made
    }

    @Override
    public void runTime() {
        // nothing: settings do not change while running
    }
}
