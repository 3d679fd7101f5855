package io.nevus.train;

import org.tensorflow.proto.ConfigProto;

/** How TensorFlow uses the machine while training: one network at a time, all cores for each operation. */
final class Sessions {

    private Sessions() {
    }

    static ConfigProto config() {
        int cores = Runtime.getRuntime().availableProcessors();
        return ConfigProto.newBuilder().setIntraOpParallelismThreads(cores).setInterOpParallelismThreads(cores).build();
    }
}
