package io.nevus;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** Finds the programs that tests of the whole system need, such as a browser; CI requires them, a laptop need not. */
public final class SystemTests {

    private SystemTests() {
    }

    /**
     * Skips the calling test by name when the program is missing, or fails it when NEVUS_REQUIRE_SYSTEM_TESTS=true.
     *
     * @param program       its name on the PATH, or its path
     * @param debianPackage what installs it
     */
    public static Path require(String program, String debianPackage) {
        return find(program).orElseThrow(() -> missing(
                "needs %s: apt-get install --no-install-recommends %s".formatted(program, debianPackage)));
    }

    /**
     * A file of the Google Cloud SDK. Skips the calling test by name where there is no SDK, which Debian does not have;
     * where there is one without the file, a component is missing, and NEVUS_REQUIRE_SYSTEM_TESTS=true fails the test.
     */
    public static Path requireOfCloudSdk(String file, String component) throws IOException {
        Path gcloud = find("gcloud").orElseThrow(() ->
                new TestAbortedException("needs the Google Cloud SDK: https://cloud.google.com/sdk/docs/install"));
        Path found = gcloud.toRealPath().resolve("../..").resolve(file).normalize();
        if (!Files.exists(found)) {
            throw missing("needs gcloud components install " + component);
        }
        return found;
    }

    private static Optional<Path> find(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder).resolve(program))
                .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
                .findFirst();
    }

    /** What to throw in a test that lacks something: fails it where CI promised that it is there, skips it elsewhere. */
    public static RuntimeException missing(String message) {
        if (required()) {
            throw new AssertionFailedError(message);
        }
        return new TestAbortedException(message);
    }

    private static boolean required() {
        return Boolean.parseBoolean(System.getenv("NEVUS_REQUIRE_SYSTEM_TESTS"));
    }
}
