package io.nevus.fault;

import io.nevus.SystemTests;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small file system, which needs no rights: it is mounted in a namespace of its own, seen by those inside only. */
final class Disk implements AutoCloseable {

    private final Path folder;
    private final Process owner;

    /** @param size as of mount, such as 4m */
    Disk(Path folder, String size) throws IOException {
        SystemTests.require("nsenter", "util-linux");
        this.folder = folder;
        SystemTests.require("unshare", "util-linux");
        owner = new ProcessBuilder("unshare", "--map-root-user", "--mount",
                "sh", "-c", "mount -t tmpfs -o size=" + size + " nevus \"$0\" && echo mounted && exec cat",
                folder.toString()).redirectErrorStream(true).start();
        BufferedReader said = owner.inputReader();
        String line = said.readLine();
        if (!"mounted".equals(line)) {
            throw SystemTests.missing("needs user namespaces (sysctl kernel.unprivileged_userns_clone=1): " + line);
        }
    }

    /** For a process that sees it. */
    ProcessBuilder inside(ProcessBuilder builder) {
        builder.command().addAll(0, List.of("nsenter", "--target", Long.toString(owner.pid()), "--user", "--mount",
                "--preserve-credentials", "--wd"));
        return builder;
    }

    /** As we see what the others see in the folder. */
    Path outside(String file) {
        return Path.of("/proc/%d/root%s".formatted(owner.pid(), folder)).resolve(file);
    }

    void fill() throws IOException {
        try (OutputStream ballast = Files.newOutputStream(outside("ballast"))) {
            while (true) {
                ballast.write(new byte[4096]);
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw e;
            }
        }
    }

    void free() throws IOException {
        Files.delete(outside("ballast"));
    }

    /** As a disk comes back after an error: with all that is on it, for reading only. */
    void becomeReadOnly(Path copy) throws IOException, InterruptedException {
        mount("cp -a \"$0/.\" \"$1\" && mount --bind \"$1\" \"$0\" && mount -o remount,bind,ro \"$0\"",
                folder.toString(), copy.toString());
    }

    void becomeWritable() throws IOException, InterruptedException {
        mount("umount \"$0\"", folder.toString());
    }

    private void mount(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script));
        command.addAll(List.of(arguments));
        Process process = inside(new ProcessBuilder(command)).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
    }

    @Override
    public void close() {
        owner.destroyForcibly();
    }
}
