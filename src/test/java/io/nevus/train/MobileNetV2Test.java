package io.nevus.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.nevus.model.Network;
import io.nevus.train.MobileNetV2.Pointwise;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class MobileNetV2Test {

    private static Weights biased() {
        Weights weights = MobileNetV2.random(1);
        Random random = new Random(2);
        weights.parameters().forEach((name, parameter) -> {
            for (int i = 0; name.endsWith(".bias") && i < parameter.values().length; i++) {
                parameter.values()[i] = (float) random.nextGaussian() / 10;
            }
        });
        return weights;
    }

    @Test
    void productsAreWhatConvolutionsAre() {
        Weights weights = biased();
        try (EagerSession session = EagerSession.create()) {
            Ops tf = Ops.create(session);
            Operand<TFloat32> input = tf.random.statelessRandomUniform(tf.array(2, 64, 96, 3), tf.array(1, 2));
            List<MobileNetV2> both = Stream.of(Pointwise.values()).map(pointwise -> MobileNetV2.build(tf, input, pointwise,
                    name -> Scorer.constant(tf, weights.get(name)))).toList();
            assertArrayEquals(numbers(both.getFirst().features()), numbers(both.getLast().features()), 1e-4f);
            assertArrayEquals(numbers(both.getFirst().texture()), numbers(both.getLast().texture()), 1e-4f);
        }
    }

    private static float[] numbers(Operand<TFloat32> tensor) {
        return Network.floats(tensor.asTensor());
    }
}
