package io.nevus.container;

import io.nevus.SystemTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The image that gcloud/image.sh builds, which takes a minute: built when something is newer. */
final class ShippedImage {

    private static final Path TAR = Path.of("target/jib-image.tar");
    private static final List<String> SOURCES = List.of(
            "target/nevus.jar", "pom.xml", "gcloud/image.sh", "model/card.json");

    private ShippedImage() {
    }

    static Path tar() throws IOException {
        if (Files.notExists(TAR) || isOlderThanItsSources()) {
            build();
        }
        return TAR;
    }

    private static boolean isOlderThanItsSources() throws IOException {
        for (String source : SOURCES) {
            if (Files.getLastModifiedTime(Path.of(source)).compareTo(Files.getLastModifiedTime(TAR)) > 0) {
                return true;
            }
        }
        return false;
    }

    /** From nothing. */
    static void build() {
        make();
    }

    /** Of the layers that Jib has kept. */
    static void push(String image) throws IOException {
        tar();
        make("--prepared", "--push", image, "--", "-Djib.allowInsecureRegistries=true");
    }

    static String digest() throws IOException {
        return Files.readString(Path.of("target/jib-image.digest"));
    }

    private static void make(String... options) {
        SystemTests.require("strip", "binutils");
        SystemTests.require("unzip", "unzip");
        SystemTests.require("apt-get", "apt");
        Programs.output(Map.of("JAVA_HOME", System.getProperty("java.home")),
                Stream.concat(Stream.of("gcloud/image.sh"), Stream.of(options)).toList());
    }
}
