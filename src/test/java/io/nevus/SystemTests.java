package io.nevus;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder).resolve(program))
                .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
                .findFirst().orElseThrow(() -> missing(program, debianPackage));
    }

    private static RuntimeException missing(String program, String debianPackage) {
        return missing("needs %s: apt-get install --no-install-recommends %s".formatted(program, debianPackage));
    }

    /** What to throw in a test that cannot run without something, which is named. */
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
