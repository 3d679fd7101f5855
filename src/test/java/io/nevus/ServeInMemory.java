package io.nevus;

import io.nevus.http.Parts;

/** The real command line, with parts that need no model directory and no disk. */
final class ServeInMemory {

    private ServeInMemory() {
    }

    public static void main(String[] arguments) {
        Main.run(new ServeCommand(_ -> new Parts.SmallHistory(), _ -> new Parts.SmallModel()), arguments);
    }
}
