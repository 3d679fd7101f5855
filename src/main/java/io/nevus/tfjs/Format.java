package io.nevus.tfjs;

import jakarta.json.JsonObject;

/** Tells graph models from the other things that are called model.json. */
final class Format {

    private Format() {
    }

    static JsonObject topology(JsonObject model) {
        if (!(model.get("modelTopology") instanceof JsonObject topology) || !model.containsKey("weightsManifest")) {
            throw new TfjsException("it is no TensorFlow.js model: it has no modelTopology and weightsManifest");
        }
        String format = model.getString("format", topology.containsKey("node") ? "graph-model" : "layers-model");
        if (!format.equals("graph-model")) {
            throw new TfjsException(("it is a %s, but a graph-model is needed: convert it with tensorflowjs_converter "
                    + "--input_format=tfjs_layers_model --output_format=tfjs_graph_model").formatted(format));
        }
        return topology;
    }
}
