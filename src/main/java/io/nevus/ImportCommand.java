package io.nevus;

import io.nevus.model.ModelCard;
import io.nevus.model.ModelImport;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Converts a model that was made with TensorFlow.js or Keras. */
@Command(name = "import", mixinStandardHelpOptions = true, versionProvider = Main.Version.class,
        description = {"Turns a TensorFlow.js graph model with one sigmoid output into a model directory.", "",
                "serve and classify take a model.json as --model, too, and convert it on their own."})
final class ImportCommand implements Runnable {

    @Parameters(paramLabel = "MODEL_JSON",
            description = "Its model.json: a file, or an http(s):// or gs:// address. The shards lie beside it.")
    private String modelJson;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The model directory to write.")
    private Path out;

    @Override
    public void run() {
        ModelCard card = ModelImport.convert(modelJson, out);
        System.out.printf("%s holds the model, version %s. Try it: ./nevus serve --model %s%n", out, card.version(), out);
    }
}
