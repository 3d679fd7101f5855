package io.nevus.tfjs;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.tensorflow.proto.TensorProto;

/** A group of the weights manifest: weights that follow each other in the bytes of a few shards. */
record WeightGroup(List<String> shards, List<Weight> weights) {

    /** MobileNetV3 Large has 17 MB, the largest EfficientNet 270 MB. */
    private static final long MOST_BYTES = 500_000_000;

    static WeightGroup of(JsonObject group) {
        return new WeightGroup(group.getJsonArray("paths").getValuesAs(JsonString::getString),
                group.getJsonArray("weights").getValuesAs(JsonObject.class).stream().map(Weight::of).toList());
    }

    void read(TfjsFiles files, BiConsumer<String, TensorProto> reader) {
        ByteBuffer all = ByteBuffer.wrap(bytes(files));
        int start = 0;
        for (Weight weight : weights) {
            int length = (int) weight.bytes();
            reader.accept(weight.name(), weight.decode(all.slice(start, length).order(ByteOrder.LITTLE_ENDIAN)));
            start += length;
        }
    }

    private byte[] bytes(TfjsFiles files) {
        long needed = weights.stream().mapToLong(Weight::bytes).reduce(0, Math::addExact);
        if (needed > MOST_BYTES) {
            throw new TfjsException("its weights need %d bytes, but at most %d are read".formatted(needed, MOST_BYTES));
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        List<String> sizes = new ArrayList<>();
        for (String shard : shards) {
            byte[] bytes = read(shard, files);
            sizes.add("%s %d".formatted(shard, bytes.length));
            if (all.size() + (long) bytes.length <= needed) {
                all.writeBytes(bytes);
            } else {
                throw wrongSize(needed, sizes);
            }
        }
        if (all.size() < needed) {
            throw wrongSize(needed, sizes);
        }
        return all.toByteArray();
    }

    private static byte[] read(String shard, TfjsFiles files) {
        try {
            return files.read(shard);
        } catch (IOException e) {
            throw new TfjsException("its shard %s cannot be read (%s): put all files of the model beside model.json"
                    .formatted(shard, e.getMessage()), e);
        }
    }

    private static TfjsException wrongSize(long needed, List<String> sizes) {
        return new TfjsException("its shards hold another number of bytes (%s) than its weights need (%d): "
                .formatted(String.join(", ", sizes), needed) + "a shard is cut off or of another model, get all of them again");
    }
}
