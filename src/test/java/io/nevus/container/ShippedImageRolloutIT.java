package io.nevus.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The image that ships, rolled out by the launcher while pictures are uploaded: none is lost, nor its record. */
@Timeout(900)
@ResourceLock(Vm.NAME)
class ShippedImageRolloutIT {

    private static final int CLIENTS = 2;
    private static final int PATIENCE_SECONDS = 180;

    @TempDir
    private Path folder;

    @Test
    void losesNeitherRequestNorRecord() throws Exception {
        Podman plain = Podman.ofVm();
        Vm.createNetwork();
        try (Registry registry = new Registry(folder); FakeMetadata metadata = new FakeMetadata()) {
            String address = Vm.HOST + ":" + registry.port();
            String image = address + "/project/nevus:shipped";
            ShippedImage.push(image);
            metadata.set("nevus-launcher", Files.readString(Path.of("cos-startup/nevus-launcher")));
            metadata.set("nevus-image", image);
            metadata.set("nevus-memory", "1g");
            Podman podman = plain.trusting(address);
            try (Vm vm = new Vm(podman, metadata, folder,
                    Map.of("READY_SECONDS", "" + PATIENCE_SECONDS, "DRAIN_SECONDS", "10"))) {
                vm.boot();
                awaitReady(metadata, 1);
                rollUnderLoad(metadata, vm);
            } finally {
                podman.run("rmi", "--force", image);
            }
        } finally {
            Vm.deleteNetwork();
        }
    }

    /** A change of the environment starts the same image anew. */
    private static void rollUnderLoad(FakeMetadata metadata, Vm vm) throws Exception {
        try (var uploads = new SteadyUploads(vm.address(), CLIENTS)) {
            metadata.set("nevus-env", "NEVUS_LOG_FORMAT=text");
            awaitReady(metadata, 2);
            assertEquals(List.of(), uploads.stop());
            assertTrue(uploads.records().size() > CLIENTS, uploads.records().size() + " uploads are no load");
            assertEquals(List.of(), uploads.lost());
        }
    }

    private static void awaitReady(FakeMetadata metadata, int times) throws Exception {
        long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
        while (metadata.reports().stream().filter(line -> line.startsWith("rollout ready")).count() < times) {
            assertTrue(System.nanoTime() < end, () -> metadata.reports().toString());
            Thread.sleep(100);
        }
    }
}
