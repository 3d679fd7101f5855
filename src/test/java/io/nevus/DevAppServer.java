package io.nevus;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The development server of the Google Cloud SDK, which does with an app.yaml what App Engine does. */
public final class DevAppServer implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 120;

    private final int port;
    private final Process process;

    /**
     * @param app    the folder with the app.yaml
     * @param folder where it keeps what it writes
     */
    public DevAppServer(Path app, Path folder) throws IOException, InterruptedException {
        Path server = SystemTests.requireOfCloudSdk("bin/dev_appserver.py", "app-engine-python");
        Path python = SystemTests.requireOfCloudSdk("platform/bundledpythonunix/bin/python3", "bundled-python3-unix");
        port = FirestoreEmulator.freePort();
        ProcessBuilder builder = new ProcessBuilder(python.toString(), server.toString(), "--host=localhost",
                "--port=" + port, "--admin_port=" + FirestoreEmulator.freePort(),
                "--api_port=" + FirestoreEmulator.freePort(), "--storage_path=" + folder.resolve("storage"),
                "--skip_sdk_update_check=true", app.resolve("app.yaml").toString());
        // It has pip upgrade itself, which needs a network
        builder.environment().put("PIP_NO_INDEX", "1");
        process = builder.redirectErrorStream(true).redirectOutput(folder.resolve("app.log").toFile()).start();
        awaitPort(folder);
    }

    private void awaitPort(Path folder) throws InterruptedException {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS); !listens(); Thread.sleep(200)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                close();
                throw new IllegalStateException("The development server does not start, see " + folder);
            }
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("localhost", port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
    }
}
