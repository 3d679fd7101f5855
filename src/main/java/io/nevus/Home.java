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

    /** Where the build puts what it makes, and what is for the moment only may go as well. */
    static Path target() {
        return Path.of(System.getProperty("nevus.home", ".")).resolve("target");
    }

    /** The copies of models from elsewhere, which may be deleted at any time. */
    static Path models() {
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).map(Path::of).filter(Path::isAbsolute)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache")).resolve("nevus/models");
    }
}
