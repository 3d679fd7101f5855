package io.nevus.model;

import io.nevus.FakeCloudStorage;
import io.nevus.ModelVersions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shipped model as version one in a bucket, and the way to open it. */
@Timeout(180)
abstract class BucketFixture {

    static final String LOCATION = "gs://" + FakeCloudStorage.BUCKET + "/mole/";

    @TempDir
    Path folder;
    FakeCloudStorage storage;

    @BeforeEach
    void publish() throws IOException {
        storage = new FakeCloudStorage();
        ModelVersions.publish(storage, "mole/", "one");
    }

    @AfterEach
    void stop() {
        storage.close();
    }

    Path copies() {
        return folder.resolve("copies");
    }

    ModelPlace place(String location, Duration watch) {
        return new ModelPlace(location, Views.ONE, Precision.FLOAT32, watch, Optional.of(storage.endpoint()));
    }

    Model open(String location, Duration watch) {
        return ModelSource.open(place(location, watch), copies());
    }

    static String version(Model model) {
        return model.card().getString("version");
    }
}
