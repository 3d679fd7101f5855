package io.nevus.tfjs;

import io.nevus.SystemTests;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/** The real TensorFlow.js, run by node: the parts of the npm package @tensorflow/tfjs that graph models need. */
public final class TensorFlowJs {

    private static final String VERSION = "4.22.0";
    private static final Path HOME = Path.of("target", "tfjs").toAbsolutePath();
    private static final Path SCRIPT = Path.of("src", "test", "resources", "tfjs", "predict.js").toAbsolutePath();

    private final Path node;

    private TensorFlowJs(Path node) {
        this.node = node;
    }

    /** Installs it under target/ when it is not there; skips the calling test by name when that cannot be done. */
    public static TensorFlowJs install() throws Exception {
        Path node = SystemTests.require("node", "nodejs");
        Path npm = SystemTests.require("npm", "npm");
        Path installed = HOME.resolve("installed-" + VERSION);
        if (!Files.exists(installed)) {
            Files.createDirectories(HOME);
            List<String> command = new ArrayList<>(List.of(npm.toString(), "install", "--prefix", HOME.toString(),
                    "--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--fetch-retries=1"));
            for (String part : List.of("core", "converter", "backend-cpu")) {
                command.add("@tensorflow/tfjs-%s@%s".formatted(part, VERSION));
            }
            Path log = HOME.resolve("npm.log");
            int status = run(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()));
            if (status != 0) {
                throw SystemTests.missing("needs @tensorflow/tfjs from npm's registry: npm install ended with %d, see %s"
                        .formatted(status, log));
            }
            Files.createFile(installed);
        }
        return new TensorFlowJs(node);
    }

    private static int run(ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.start();
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return -1;
        }
        return process.exitValue();
    }

    /** What the model's output is for the picture, resized to its input by the nearest pixels. */
    public double predict(Path modelJson, BufferedImage picture, int size) throws Exception {
        Path rgb = Files.createTempFile(modelJson.getParent(), "picture", ".rgb");
        Files.write(rgb, rgb(picture));
        Path out = Files.createTempFile(modelJson.getParent(), "node", ".out");
        ProcessBuilder command = new ProcessBuilder(node.toString(), SCRIPT.toString(), modelJson.toString(), rgb.toString(),
                String.valueOf(picture.getWidth()), String.valueOf(picture.getHeight()), String.valueOf(size))
                .redirectErrorStream(true).redirectOutput(out.toFile());
        command.environment().put("NODE_PATH", HOME.resolve("node_modules").toString());
        int status = run(command);
        List<String> lines = Files.readAllLines(out);
        Assertions.assertEquals(0, status, () -> String.join("\n", lines));
        return Double.parseDouble(lines.getLast());
    }

    private static byte[] rgb(BufferedImage picture) {
        byte[] rgb = new byte[3 * picture.getWidth() * picture.getHeight()];
        for (int i = 0; i < rgb.length; i += 3) {
            int pixel = picture.getRGB(i / 3 % picture.getWidth(), i / 3 / picture.getWidth());
            rgb[i] = (byte) (pixel >> 16);
            rgb[i + 1] = (byte) (pixel >> 8);
            rgb[i + 2] = (byte) pixel;
        }
        return rgb;
    }
}
