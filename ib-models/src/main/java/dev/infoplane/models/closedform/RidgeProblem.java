package dev.infoplane.models.closedform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.EngineArrays;
import dev.infoplane.models.internal.RidgeStep;
import java.util.Optional;

/**
 * Images to predict, and what from.
 *
 * @param image channels, height and width
 * @param pixels standardised images, {@code [n, sub-pixels]}, of mean 0
 */
record RidgeProblem(int[] image, NDArray pixels, Neighbours neighbours, Optional<Activations> activations) {
    /**
     * A layer and the rows of it that teach.
     *
     * @param global columns that see the whole layer, of mean 0: of these rows, then of those that stand for noise
     * @param noise empty if there is none
     */
    record Activations(Layer layer, Samples t, Optional<NDArray> global, Optional<Noise> noise) {
        /** @param part makes columns that see the whole layer; linear, if the layer has noise */
        static Activations of(NDManager manager, Layer layer, Samples t, Optional<GlobalPart> part) {
            Optional<NDArray> taught = part.map(g -> g.columns(manager, t, 0, t.rows()));
            if (layer.noise() == 0) {
                return new Activations(layer, t, taught, Optional.empty());
            }
            float[] squares = layer.noiseVariances();
            for (int k = 0; k < squares.length; k++) {
                squares[k] *= t.rows();
            }
            Noise noise = new Noise(
                    part.map(g -> g.noiseRows(manager, t.rows())),
                    EngineArrays.floats(manager, squares, new Shape(layer.height(), layer.width(), layer.channels())));
            Optional<NDArray> all = taught.map(g -> NDArrays.concat(
                    new NDList(g, part.orElseThrow().columns(noise.rows().orElseThrow())), 0));
            return new Activations(layer, t, all, Optional.of(noise));
        }
    }

    /**
     * What all noise that the rows could have adds to the normal equations, on average: infinitely many draws. Where columns are
     * concerned that see the whole layer, a few more rows with images of zeros stand for it. What these leave of its variance is a
     * penalty on the weights of a window.
     *
     * @param rows of the layer, {@code [k, values]}; empty if no columns see the whole layer
     * @param squares of each value, summed over all rows, {@code [height, width, channels]}
     */
    record Noise(Optional<NDArray> rows, NDArray squares) {
        long count() {
            return rows.map(r -> r.getShape().get(0)).orElse(0L);
        }

        /** The part of {@link #rows} in a row of the map, {@code [k, width · channels]}. */
        Optional<NDArray> mapRow(int y) {
            long width = squares.getShape().get(1) * squares.getShape().get(2);
            return rows.map(r -> r.get(new NDIndex().addAllDim().addSliceDim(y * width, (y + 1) * width)));
        }

        /**
         * The penalty on the weights of a window.
         *
         * @param columns its columns, those of {@link #rows} last
         */
        NDArray penalty(Cell.Rectangle window, NDArray columns) {
            NDArray variances = squares.get(new NDIndex()
                            .addSliceDim(window.top(), window.bottom())
                            .addSliceDim(window.left(), window.right()))
                    .flatten();
            NDArray all = columns.getManager().eye((int) variances.size()).mul(variances);
            if (rows.isEmpty()) {
                return all;
            }
            NDArray standing = columns.get(new NDIndex()
                    .addSliceDim(
                            columns.getShape().get(0) - count(),
                            columns.getShape().get(0)));
            return all.sub(RidgeStep.product(standing, standing));
        }
    }

    /**
     * What noise adds to the products of errors of some pixels, in a row on average.
     *
     * @param size how many pixels; 0 for no noise
     */
    record NoiseOfErrors(int size, float[] products) {
        static final NoiseOfErrors NONE = new NoiseOfErrors(0, new float[0]);

        /**
         * From what is predicted of rows that stand for noise, and from the noise that no row stands for.
         *
         * @param n how many rows teach
         * @param left errors of each pixel in all rows, those that stand for noise last
         * @param weights of a window
         * @param penalty on these weights
         */
        static NoiseOfErrors of(int n, NDArray left, NDArray weights, NDArray penalty) {
            long rows = left.getShape().get(1);
            NDArray products = RidgeStep.product(weights, penalty.matMul(weights));
            if (rows > n) {
                NDArray standing = left.get(new NDIndex().addAllDim().addSliceDim(n, rows));
                products = products.add(standing.matMul(standing.transpose()));
            }
            float[] sums = products.toFloatArray();
            for (int k = 0; k < sums.length; k++) {
                sums[k] /= n;
            }
            return new NoiseOfErrors((int) left.getShape().get(0), sums);
        }

        /** The variance in the error of a pixel after weighted errors of others are taken off. */
        double variance(int target, int[] others, double[] weights) {
            if (size == 0) {
                return 0;
            }
            double[] parts = new double[size];
            parts[target] = 1;
            for (int b = 0; b < others.length; b++) {
                parts[others[b]] -= weights[b];
            }
            double sum = 0;
            for (int a = 0; a < size; a++) {
                for (int b = 0; b < size && parts[a] != 0; b++) {
                    sum += parts[a] * parts[b] * products[a * size + b];
                }
            }
            return sum;
        }
    }

    Optional<NDArray> global() {
        return activations.flatMap(Activations::global);
    }

    Optional<Noise> noise() {
        return activations.flatMap(Activations::noise);
    }
}
