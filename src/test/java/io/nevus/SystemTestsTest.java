package io.nevus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SystemTestsTest {

    @Test
    void findsAProgramOnThePath() {
        assertEquals("sh", SystemTests.require("sh", "dash").getFileName().toString());
    }

    @Test
    void namesTheProgramAndItsPackageWhenMissing() {
        Throwable missing = assertThrows(Throwable.class, () -> SystemTests.require("no-such-program", "its-package"));
        assertTrue(missing.getMessage().contains("no-such-program"));
        assertTrue(missing.getMessage().contains("install --no-install-recommends its-package"));
    }
}
