package io.nevus.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Whether this is a server of Google Cloud: asks the environment and the BIOS, never the network. */
public final class GoogleCloud {
    /** Of Cloud Run and its jobs, and of App Engine. */
    private static final List<String> VARIABLES = List.of("K_SERVICE", "CLOUD_RUN_JOB", "GAE_SERVICE");
    /** Google's machine, but somebody's workbench. */
    private static final String CLOUD_SHELL = "CLOUD_SHELL";
    /** What Google's own libraries look at; visible in containers, too. */
    private static final Path PRODUCT = Path.of("/sys/class/dmi/id/product_name");

    private GoogleCloud() {
    }

    public static boolean isHere(Map<String, String> environment) {
        return VARIABLES.stream().anyMatch(name -> !environment.getOrDefault(name, "").isBlank())
                || isGoogles(PRODUCT) && !environment.containsKey(CLOUD_SHELL);
    }

    static boolean isGoogles(Path product) {
        try {
            return Files.readString(product).strip().startsWith("Google");
        } catch (IOException e) {
            return false;
        }
    }
}
