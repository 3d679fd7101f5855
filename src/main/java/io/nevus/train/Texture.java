package io.nevus.train;

import io.nevus.model.Network;
import java.util.List;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

/**
 * How the network's inner features are spread over lesions: a Gaussian, by which pictures of other things stand out
 * (Mahalanobis distance, Lee et al., 2018).
 *
 * @param mean     [features]
 * @param whitener [features, features], row by row: maps deviations to independent ones of variance 1
 */
record Texture(float[] mean, float[] whitener) {

    /** Added to the covariance, as a share of the mean variance, so that it can be inverted. */
    private static final double SHRINKAGE = 1e-3;

    static Texture fit(List<float[]> features) {
        int n = features.getFirst().length;
        double[] mean = new double[n];
        features.forEach(row -> {
            for (int i = 0; i < n; i++) {
                mean[i] += row[i] / features.size();
            }
        });
        double[][] covariance = covariance(features, mean);
        double trace = 0;
        for (int i = 0; i < n; i++) {
            trace += covariance[i][i];
        }
        float[] flat = new float[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                flat[i * n + j] = (float) (covariance[i][j] + (i == j ? SHRINKAGE * trace / n : 0));
            }
        }
        float[] means = new float[n];
        for (int i = 0; i < n; i++) {
            means[i] = (float) mean[i];
        }
        return new Texture(means, invertedCholesky(flat, n));
    }

    private static double[][] covariance(List<float[]> features, double[] mean) {
        int n = mean.length;
        double[][] covariance = new double[n][n];
        double[] deviation = new double[n];
        for (float[] row : features) {
            for (int i = 0; i < n; i++) {
                deviation[i] = row[i] - mean[i];
            }
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    covariance[i][j] += deviation[i] * deviation[j] / features.size();
                }
            }
        }
        return covariance;
    }

    private static float[] invertedCholesky(float[] covariance, int n) {
        try (EagerSession session = EagerSession.create()) {
            Ops tf = Ops.create(session);
            Operand<TFloat32> matrix = tf.constant(Shape.of(n, n), DataBuffers.of(covariance));
            return Network.floats(tf.linalg.inv(tf.linalg.cholesky(matrix)).asTensor());
        }
    }

    /**
     * @param features float32 [1, features]
     * @return float32 [], the mean squared whitened deviation; about 1 for lesions like those it was fitted to
     */
    Operand<TFloat32> strangeness(Ops tf, Operand<TFloat32> features) {
        int n = mean.length;
        Operand<TFloat32> deviation = tf.math.sub(features, tf.constant(mean));
        Operand<TFloat32> whitened = tf.linalg.matMul(deviation,
                tf.constant(Shape.of(n, n), DataBuffers.of(whitener)), MatMul.transposeB(true));
        return tf.math.mean(tf.math.square(whitened), tf.array(0, 1));
    }
}
