package io.nevus.gcloud;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of gcloud/ beside an API of ours, which remembers what it was asked. */
abstract class ScriptsBesideGoogle {

    @TempDir
    Path folder;
    FakeGoogle google;
    Scripts scripts;

    @BeforeEach
    final void startGoogle() throws IOException {
        google = new FakeGoogle();
        scripts = new Scripts(google, folder);
    }

    @AfterEach
    final void stopGoogle() {
        google.close();
    }
}
