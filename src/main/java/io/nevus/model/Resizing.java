package io.nevus.model;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.op.image.ScaleAndTranslate;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** How a picture is squeezed into the square that a network looks at: as it was when the network was trained. */
public enum Resizing {

    /** Averages where it shrinks. */
    AVERAGING {
        @Override
        Operand<TFloat32> square(Ops tf, Operand<TUint8> decoded, int size) {
            Operand<TInt32> shape = tf.shape(decoded);
            Operand<TFloat32> height = tf.dtypes.cast(tf.slice(shape, tf.array(0), tf.array(1)), TFloat32.class);
            Operand<TFloat32> width = tf.dtypes.cast(tf.slice(shape, tf.array(1), tf.array(1)), TFloat32.class);
            Operand<TFloat32> side = tf.constant((float) size);
            Operand<TFloat32> scale = tf.math.div(side, tf.concat(List.of(height, width), tf.constant(0)));
            return tf.squeeze(tf.image.scaleAndTranslate(tf.expandDims(decoded, tf.constant(0)),
                    tf.array(size, size), scale, tf.array(0f, 0f),
                    ScaleAndTranslate.kernelType("triangle"), ScaleAndTranslate.antialias(true)));
        }
    },

    /** Takes the pixel up and left of each point, as TensorFlow.js's resizeNearestNeighbor does. */
    NEAREST {
        @Override
        Operand<TFloat32> square(Ops tf, Operand<TUint8> decoded, int size) {
            Operand<TUint8> resized = tf.image.resizeNearestNeighbor(tf.expandDims(decoded, tf.constant(0)),
                    tf.array(size, size));
            // without a node between, TensorFlow turns the bytes upright before the cast, and logs an error that oneDNN
            // cannot do this on every processor
            Operand<TFloat32> floats = tf.ensureShape(tf.dtypes.cast(resized, TFloat32.class), Shape.of(1, size, size, 3));
            return tf.squeeze(floats, Squeeze.axis(List.of(0L)));
        }
    };

    /** @return float32 [size, size, 3] */
    abstract Operand<TFloat32> square(Ops tf, Operand<TUint8> decoded, int size);
}
