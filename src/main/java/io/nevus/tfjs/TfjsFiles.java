package io.nevus.tfjs;

import java.io.IOException;

/** The files of a TensorFlow.js model, wherever they are. */
@FunctionalInterface
public interface TfjsFiles {

    /**
     * @param name as model.json gives it, relative to model.json
     * @throws IOException when it is not there; the message says so
     */
    byte[] read(String name) throws IOException;
}
