package io.nevus;

import java.nio.file.Path;
import java.util.Optional;

/** Where the program and its copies of things live. */
final class Home {

    private Home() {
    }

    /** The model in the repository: the launcher tells where that is. */
    static Path shippedModel() {
        return Path.of(System.getProperty("nevus.home", ".")).resolve("model");
    }

    /** What may be deleted at any time, such as downloaded models. */
    static Path cache() {
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).map(Path::of).filter(Path::isAbsolute)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache")).resolve("nevus");
    }
}
