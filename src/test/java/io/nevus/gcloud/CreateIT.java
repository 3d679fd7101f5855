package io.nevus.gcloud;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import java.nio.file.Path;
import java.util.List;

class CreateIT {
    @TempDir
    private Path folder;

    @Test
    void all() throws Exception {
        try (FakeGoogle google = new FakeGoogle()) {
            var scripts = new Scripts(google, folder);
            System.err.println(scripts.run("create.sh").output());
            google.writes().forEach(System.err::println);
            google.forget();
            System.err.println(scripts.run("create.sh").output());
            google.requests().forEach(System.err::println);
            assertEquals(List.of(), google.writes());
        }
    }
}
